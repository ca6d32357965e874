"""What is copied from the public page is corrected in its source; several places are shown for a choice."""

import re
from typing import Any

import pytest

from blog.models import Article, Role
from tests.authoring.conftest import Desk, Sit
from tests.databases import on_sqlite
from tests.factories import make_article

TEXT = 'They "met" on *Tuesday*, [the minutes](/m) say.\n\n- They met on Tuesday.\n- They left.'


@pytest.fixture
def editor(sit: Sit) -> Desk:
    return sit(role=Role.EDITOR)


def correct(desk: Desk, article: Article, old: str, new: str, **fields: Any) -> Any:
    values = {"kind": "correction", "old_wording": old, "new_wording": new, "seen": "0", "replaces": "y"}
    return desk.post(f"/desk/articles/{article.id}/corrections", **{**values, **fields})


@on_sqlite
def test_what_is_copied_from_the_page_is_corrected_in_its_markdown(editor: Desk) -> None:
    article = make_article(text=TEXT)

    answer = correct(editor, article, "“met” on Tuesday, the minutes", "“met” on Monday, the minutes")

    assert answer.status_code == 303
    assert article.body_markdown == TEXT.replace("*Tuesday*", "*Monday*")


@on_sqlite
def test_one_of_several_places_is_chosen_by_its_context(editor: Desk) -> None:
    article = make_article(text=TEXT)

    asked = correct(editor, article, "Tuesday", "Monday")
    choices = re.findall(r'name="place" value="([^"]+)"', asked.text)
    answer = correct(editor, article, "Tuesday", "Monday", place=choices[1])

    assert (asked.status_code, len(choices), answer.status_code) == (422, 2, 303)
    assert "They met on <mark>Tuesday</mark>. They left." in asked.text
    assert article.body_markdown == TEXT.replace("met on Tuesday", "met on Monday")


@on_sqlite
def test_a_choice_made_before_the_text_changed_is_asked_again(editor: Desk) -> None:
    article = make_article(text=TEXT)
    choices = re.findall(r'name="place" value="([^"]+)"', correct(editor, article, "Tuesday", "Monday").text)
    correct(editor, article, "left", "stayed")

    answer = correct(editor, article, "Tuesday", "Monday", place=choices[1], seen="1")

    assert (answer.status_code, article.body_markdown.count("Monday")) == (422, 0)


@pytest.mark.parametrize(
    ("old", "words"),
    [
        ("met” on", "This is what the article says already"),
        ("Tea", "This is in the headline"),
        ("e", "Copy more of the sentence"),
        ("nowhere", "Not found in the article"),
    ],
)
@on_sqlite
def test_what_cannot_be_changed_is_said_beside_the_field(editor: Desk, old: str, words: str) -> None:
    article = make_article(headline="Tea at noon", text=f"{TEXT} See e, e, e, e, e, e, e and e, e, e, e.")
    new = "met” on" if "met" in old else "x"

    answer = correct(editor, article, old, new)

    assert answer.status_code == 422
    assert words in answer.text.partition('class="field__error"')[2][:200]


@on_sqlite
def test_the_markdown_itself_can_be_copied(editor: Desk) -> None:
    article = make_article(text=TEXT)

    correct(editor, article, "[the minutes](/m)", "[the record](/r)")

    assert article.body_markdown == TEXT.replace("[the minutes](/m)", "[the record](/r)")


@on_sqlite
def test_words_that_are_an_address_change_it_or_are_refused_beside_their_field(editor: Desk) -> None:
    article = make_article(text="Call [030 123](tel:+4930123) today.")

    refused = correct(editor, article, "030 123", "the office")
    answer = correct(editor, article, "030 123", "030 124")

    assert refused.status_code == 422
    assert "These words are the address of a link." in refused.text
    assert answer.status_code == 303
    assert article.body_markdown == "Call [030 124](tel:+4930124) today."


@on_sqlite
def test_bullets_copied_with_a_list_are_not_written_into_it(editor: Desk) -> None:
    article = make_article(text="- one\n- two\n- three")

    correct(editor, article, "  * one\n  * two", "  * one\n  * zwei")

    assert article.body_markdown == "- one\n- zwei\n- three"
