"""Ids of rows in forms: whatever a program sends there."""

import pytest
from flask import Flask
from flask.testing import FlaskClient

from blog.models import Role
from blog.web.forms.row_ids import NO_ROW, parse_id, read_id
from tests.factories import make_article, make_kind, make_person, make_topic, sign_in

NO_IDS = ["", "0", "-1", "007", "2147483648", "9" * 5000, "1e3", "٣", "²", " 7", "7\n", "a\x00", "\ud800"]


@pytest.mark.parametrize("text", NO_IDS)
def test_what_no_row_can_have_is_no_id(text: str) -> None:
    assert read_id(text) is None


@pytest.mark.parametrize(("text", "id"), [("1", 1), ("2147483647", 2**31 - 1)])
def test_an_id_is_read(text: str, id: int) -> None:
    assert read_id(text) == parse_id(text) == id


@pytest.mark.parametrize("value", ["", None, 0, "0"])
def test_the_empty_choice_is_no_row(value: object) -> None:
    assert parse_id(value) == NO_ROW


@pytest.mark.parametrize("value", NO_IDS[2:])
def test_any_other_choice_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match="no id"):
        parse_id(value)


@pytest.mark.parametrize("value", ["9" * 400, "9" * 5000, str(2**31), str(2**64), "-1"])
def test_no_form_of_the_desk_fails_at_a_number_that_no_row_has(app: Flask, client: FlaskClient, value: str) -> None:
    boss = make_person(role=Role.ADMINISTRATOR)
    article, guest = make_article(author=boss), make_person("Prof. X", address="", address_key=None)
    token = sign_in(client, boss)
    forms = {
        f"/desk/kinds/{make_kind('opinion').id}": {"name": "Opinion", "weight": value},
        f"/desk/authors/{guest.id}/merge": {"target": value, "is_sure": "y"},
        "/desk/topics/merge": {"source": str(make_topic().id), "target": value, "is_sure": "y"},
        "/desk/front": {"lead": value, "seen": value, "beside": value, "topic": value, "deed": f"drop-band-{value}"},
        "/desk/pages/order": {"page": value, f"place-{value}": "footer", "move": f"up-{value}"},
        f"/desk/articles/{article.id}/byline": {"author": value, "coauthors": value, "reviewer": value},
        f"/desk/articles/{article.id}/updates": {"note": "New", "updates": value, "level": "normal"},
        "/desk/articles/selection": {"deed": "withdraw", "id": value},
    }

    answers = {path: client.post(path, data={**data, "csrf_token": token}).status_code for path, data in forms.items()}

    assert {path: status for path, status in answers.items() if status not in {200, 303, 422}} == {}
