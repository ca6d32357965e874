"""What strangers and accidents type: stored safely or refused beside the field, never a fault."""

import pytest
from sqlalchemy import select

from blog.database import db
from blog.models import Article, Role
from tests.authoring.conftest import Desk, Sit
from tests.databases import on_postgres
from tests.factories import make_draft

FIELDS = (
    "headline",
    "standfirst",
    "body",
    "slug",
    "new_topic",
    "lead_alt",
    "lead_caption",
    "lead_credit",
    "picture_alt",
    "picture_caption",
    "picture_kept",
    "lead_kept",
    "seen",
    "deed",
    "lead_remove",
)
HOSTILE = (
    "",
    "x" * 5_000,
    "nul \x00 inside",
    "bell \x07 \x1b[31m",
    "\u202eoverride",
    "<script>alert(1)</script>",
    "'; DROP TABLE articles; --",
    "line\r\nBcc: x@example.org\r\n\r\nbody",
    "{{ 7 * 7 }} {% raw %}",
    "Ünïcödé Ελληνικά العربية 日本語 🙂",
    "![](picture:" + "A" * 80 + ")",
    "../../../../etc/passwd",
    "%s%n%(x)s",
)


@on_postgres
@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_no_text_in_any_field_is_a_fault(sit: Sit, text: str) -> None:
    editor = sit(role=Role.EDITOR)

    for field in FIELDS:
        usual = {"headline": "Tea", "body": "Hot.", "deed": "save", field: text}
        answer = editor.post("/desk/articles/new", **usual)
        page = editor.get(answer.location) if answer.status_code == 303 else answer

        assert answer.status_code in {303, 422}, field
        assert page.status_code in {200, 422}, field
        assert "<script>alert" not in page.text, field


def test_a_million_characters_are_refused_beside_the_field(desk: Desk) -> None:
    answer = desk.post("/desk/articles/new", headline="Tea", body="x" * 1_000_000)

    assert answer.status_code == 422
    assert 'id="body-error"' in answer.text


@pytest.mark.parametrize(
    ("field", "most"),
    [("headline", 200), ("standfirst", 600), ("body", 200_000), ("lead_alt", 500), ("lead_caption", 500)],
)
def test_a_text_fits_up_to_its_cap_and_not_beyond(desk: Desk, field: str, most: int) -> None:
    fits = desk.post("/desk/articles/new", **{"headline": "Tea", field: "é" * most})
    beyond = desk.post("/desk/articles/new", **{"headline": "Tea", field: "é" * (most + 1)})

    assert (fits.status_code, beyond.status_code) == (303, 422)
    assert f'id="{field}-error"' in beyond.text


def test_lone_surrogates_are_dropped(desk: Desk) -> None:
    body = b"csrf_token=" + desk.token.encode() + b"&headline=Tea%ED%A0%80%FF&body=%ED%BF%BF"

    answer = desk.client.post("/desk/articles/new", data=body, content_type="application/x-www-form-urlencoded")

    assert answer.status_code == 303
    db.session.scalars(select(Article)).one().headline.encode()


def test_a_list_of_one_name_is_no_fault(desk: Desk) -> None:
    answer = desk.post("/desk/articles/new", headline=["Tea", "Coffee"], deed=["save", "publish"])

    assert answer.status_code == 303


@pytest.mark.parametrize("key", ["0", "2147483648", "99999999999999999999", "x", "1.5", "-1", "1%00"])
@pytest.mark.parametrize("page", ["edit", "preview", "publication", "withdrawal", "deletion"])
def test_a_key_that_no_article_has_is_not_found(desk: Desk, page: str, key: str) -> None:
    assert desk.get(f"/desk/articles/{key}/{page}").status_code in {400, 404}


@pytest.mark.parametrize(
    "query", ["state=x", "state=draft&before=x", "whose=everyone", "state=%00", "state=draft&before=9-9", "whose[]=1"]
)
def test_odd_questions_to_the_desk_are_no_fault(desk: Desk, query: str) -> None:
    make_draft(author=desk.person)

    assert desk.get(f"/desk/?{query}").status_code == 200
