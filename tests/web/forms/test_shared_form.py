"""Two people with the same form: what one has saved is not lost when the other saves an older page."""

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from lxml.html import fromstring

from blog.models import MailingRules, Podcast, Role
from tests.authoring.conftest import Desk, sit
from tests.factories import make_kind, make_person, make_topic, save
from tests.pictures.picture_factories import make_picture
from tests.site.page_factories import make_page

__all__ = ["sit"]
MINE, THEIRS = "What one person typed", "What the other person saved"


def podcast() -> tuple[str, Any]:
    topic, artwork = make_topic(), make_picture(width=1400, height=1400)
    about = {"owner_name": "Nell", "owner_address": "nell@example.org", "category": "News", "guid": "g"}
    row = save(Podcast(topic_id=topic.id, artwork_id=artwork.id, is_explicit=False, is_locked=True, **about))
    return f"/desk/files/podcasts/{topic.id}", row


def rules() -> tuple[str, Any]:
    row = save(MailingRules(id=1))
    return "/desk/mailing", row


def row_at(path: str, make: Callable[..., Any]) -> Callable[[], tuple[str, Any]]:
    """Return what makes a row and names the page of its form."""

    def made() -> tuple[str, Any]:
        row = make()
        return path.format(getattr(row, "article_id", None) or row.id), row

    return made


FORMS: dict[str, tuple[Callable[[], tuple[str, Any]], tuple[str, str], tuple[str, str]]] = {
    "topic": (row_at("/desk/topics/{}", make_topic), ("name", MINE), ("description", THEIRS)),
    "kind": (row_at("/desk/kinds/{}", lambda: make_kind("column", name="Column")), ("name", MINE), ("weight", "7")),
    "author": (row_at("/desk/authors/{}", make_person), ("name", MINE), ("biography", THEIRS)),
    "page": (row_at("/desk/pages/{}", make_page), ("purpose", "contact"), ("place", "masthead")),
    "picture": (row_at("/desk/media/{}", make_picture), ("alt", MINE), ("credit", THEIRS)),
    "podcast": (podcast, ("owner_name", MINE), ("category", "Arts")),
    "rules for mail": (rules, ("digest_hour", "9"), ("digest_weekday", "4")),
}


def open_form(desk: Desk, path: str, name: str) -> tuple[str, dict[str, str]]:
    """Return the address and the fields of the form on the page that has a field called *name*."""
    return read_form(desk.get(path).text, path, name)


def read_form(page: str, path: str, name: str) -> tuple[str, dict[str, str]]:
    (form,) = (form for form in fromstring(page).forms if {name, "seen"} <= set(form.fields.keys()))
    return form.action or path, {
        key: value.removeprefix("\n") for key, value in form.form_values() if not key.endswith("_file")
    }


@pytest.mark.parametrize("case", FORMS.values(), ids=FORMS)
def test_a_field_that_the_other_changed_stays_and_is_named(app: Flask, sit: Callable[..., Desk], case: Any) -> None:
    make, (mine, my_value), (theirs, their_value) = case
    path, _row = make()
    first, second = sit(role=Role.ADMINISTRATOR), sit(role=Role.ADMINISTRATOR)
    address, fields = open_form(first, path, mine)
    second.post(address, **{**fields, theirs: their_value, "csrf_token": second.token})

    answer = first.post(address, **{**fields, mine: my_value})

    assert answer.status_code == 303
    page = first.get(answer.location).text
    assert "Someone else changed this in the meantime; their change was kept: " in page
    _address, present = open_form(first, path, mine)
    assert (present[mine], present[theirs]) == (my_value, their_value)


@pytest.mark.parametrize("case", FORMS.values(), ids=FORMS)
def test_what_both_changed_is_asked_about_and_replaced_by_saving_again(
    app: Flask, sit: Callable[..., Desk], case: Any
) -> None:
    make, (mine, my_value), _other = case
    path, _row = make()
    value = {MINE: THEIRS, "contact": "imprint", "9": "11"}[my_value]
    first, second = sit(role=Role.ADMINISTRATOR), sit(role=Role.ADMINISTRATOR)
    address, fields = open_form(first, path, mine)
    second.post(address, **{**fields, mine: value, "csrf_token": second.token})

    answer = first.post(address, **{**fields, mine: my_value})
    _action, again = read_form(answer.text, path, mine)
    saved = first.post(address, **again)

    assert answer.status_code == 422
    assert "Someone else changed this in the meantime. It is now: " in answer.text
    assert again[mine] == my_value
    assert saved.status_code == 303
    assert open_form(first, path, mine)[1][mine] == my_value
