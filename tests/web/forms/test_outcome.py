"""What has just happened stands first in the title and takes the focus: for every form of every page."""

import re
from html.parser import HTMLParser
from urllib.parse import urlsplit

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from blog.models import Role
from tests.databases import on_sqlite
from tests.factories import make_person, sign_in
from tests.test_architecture import BLOG
from tests.test_hostile import PageForm, furnish, read_forms

TYPED = {"too much": "x" * 3000, "no sense": "?"}


class Page(HTMLParser):
    """The title of a page, what has its focus, its ids and the links within it."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.focused: list[dict[str, str | None]] = []
        self.focusable: dict[str, str | None] = {}
        self.fragments: list[str] = []
        self.feed(source)
        self.title = re.sub(r"\s+", " ", source.split("<title>")[1].split("</title>", maxsplit=1)[0])

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        self.focusable |= {known["id"]: known.get("tabindex")} if known.get("id") else {}
        self.focused += [known] if "autofocus" in known else []
        address = known.get("href") or ""
        self.fragments += [address[1:]] if address.startswith("#") and len(address) > 1 else []


def faults(answer: TestResponse) -> list[str]:
    """Return what an answer to a form lacks: the title, the focus of its message, a place that it links to."""
    page = Page(answer.text)
    place = urlsplit(answer.history[-1].location).fragment if answer.history else ""
    is_error = answer.status_code >= 400
    has_focus = [one.get("tabindex") for one in page.focused] == ["-1"] or page.focusable.get(place) == "-1"
    return [
        *([f"title: {page.title}"] if is_error and not page.title.startswith("Error: ") else []),
        *([] if has_focus else [f"focus: {page.focused}"]),
        *(f"no place: {name}" for name in page.fragments if name not in page.focusable),
    ]


def send(client: FlaskClient, form: PageForm, typed: str) -> TestResponse:
    values = {**form.values, **{name: typed for name in form.texts if name != "website"}}
    return client.post(form.action, data=values, headers={"Origin": "http://localhost"}, follow_redirects=True)


@on_sqlite
@pytest.mark.usefixtures("media")
def test_every_answer_to_a_form_is_first_in_the_title_and_has_the_focus(app: Flask) -> None:
    paths, people = furnish(), app.test_client()
    sign_in(people, make_person(role=Role.ADMINISTRATOR))
    forms = [
        (client, form)
        for path in paths
        for client in [people if path.startswith(("/desk", "/account")) else app.test_client()]
        for form in read_forms(client, path)
    ]

    for client, form in forms:
        wrong = {name: faults(send(client, form, typed)) for name, typed in TYPED.items()}
        assert not any(wrong.values()), (form.action, wrong)

    assert len(forms) >= 25


def test_no_template_announces_an_error_in_a_way_of_its_own() -> None:
    """What is wrong is said by macros/outcome.html, so that title and focus never lack; scripts fill what is empty."""
    templates = {path: path.read_text("utf-8") for path in (BLOG / "templates").rglob("*.html")}
    alerts = {
        path.name: len(re.findall(r'role="alert"(?! data-problem)', source)) for path, source in templates.items()
    }

    assert {name: count for name, count in alerts.items() if count} == {"outcome.html": 1}
    assert [path.name for path, source in templates.items() if re.search(r'_\("Error\W', source)] == []
