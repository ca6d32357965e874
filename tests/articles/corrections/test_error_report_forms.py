"""What the form for error reports takes and refuses."""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from blog.articles.corrections.error_report_forms import MAX_REPORT_LENGTH, ErrorReportForm
from blog.text.markdown.paragraphs import list_paragraphs

Read = Callable[..., ErrorReportForm]


@pytest.fixture
def read(sqlite_app: Flask) -> Iterator[Read]:
    def read(**values: str) -> ErrorReportForm:
        form = ErrorReportForm(formdata=MultiDict({"paragraph": "0", "words": "Wrong.", **values}))
        form.set_paragraphs(list_paragraphs("<p>One</p><p>Two</p>"))
        return form

    with sqlite_app.test_request_context("/", method="POST"):
        yield read


def test_the_article_as_a_whole_is_the_first_choice(read: Read) -> None:
    assert [choice.value for choice in read().paragraph.choices] == [0, 1, 2]


@pytest.mark.parametrize(
    ("typed", "address"),
    [("", ""), ("Ann@EXAMPLE.com", "Ann@example.com"), ("a@bücher.example", "a@xn--bcher-kva.example")],
)
def test_an_address_is_optional_and_normalized(read: Read, typed: str, address: str) -> None:
    form = read(address=typed)

    assert form.validate()
    assert form.address.data == address


@pytest.mark.parametrize("typed", ["nobody", "a@b", "ä@example.org", "x" * 100_000 + "@example.org"])
def test_what_is_no_address_is_refused(read: Read, typed: str) -> None:
    form = read(address=typed)

    assert not form.validate()
    assert list(form.errors) == ["address"]


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"paragraph": "3"}, "paragraph"),
        ({"words": " "}, "words"),
        ({"words": "x" * (MAX_REPORT_LENGTH + 1)}, "words"),
    ],
)
def test_a_report_needs_text_and_a_paragraph_of_the_article(read: Read, values: dict[str, str], field: str) -> None:
    form = read(**values)

    assert not form.validate()
    assert list(form.errors) == [field]


@pytest.mark.parametrize(("website", "is_filled"), [("", False), ("https://spam.example", True)])
def test_the_honeypot_tells_programs_from_people(read: Read, website: str, is_filled: bool) -> None:
    assert read(website=website).is_honeypot_filled is is_filled
