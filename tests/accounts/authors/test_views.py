"""Guest authors and profiles at the desk."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from blog.database import db
from blog.models import Person, Profile, Role
from tests.authoring.conftest import Desk, desk, sit
from tests.factories import make_article, make_person
from tests.pictures.picture_factories import make_picture

__all__ = ["desk", "sit"]


@pytest.fixture
def editor(sit) -> Desk:  # type: ignore[no-untyped-def]
    return sit(role=Role.EDITOR)  # type: ignore[no-any-return]


def test_an_editor_adds_a_guest_whom_readers_then_see(editor: Desk, client: FlaskClient) -> None:
    profile = {"role_line": "Professor", "links": "https://example.org/x\n\nhttps://example.org/x", "contact": ""}
    editor.post("/desk/authors/new", name="Prof. X", biography="Writes.", **profile)
    guest = db.session.scalars(select(Person).where(Person.name == "Prof. X")).one()
    make_article(author=guest)

    page = client.get(f"/authors/{guest.slug}").text

    assert guest.is_guest
    assert "Professor" in page
    assert db.session.get_one(Profile, guest.id).links == ["https://example.org/x"]
    assert "Prof. X" in editor.get("/desk/authors").text


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", "x" * 101),
        ("contact", "nobody"),
        ("links", "javascript:alert(1)"),
        ("links", "\n".join(f"https://example.org/{number}" for number in range(9))),
        ("role_line", "x" * 101),
    ],
)
def test_what_is_wrong_is_said_and_what_was_typed_stays(editor: Desk, field: str, value: str) -> None:
    typed = {"name": "Prof. X", "biography": "Kept as typed", field: value}

    answer = editor.post("/desk/authors/new", **typed)

    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    assert "Kept as typed" in answer.text


def test_an_editor_changes_guests_and_the_own_profile_and_an_administrator_all(editor: Desk, sit) -> None:  # type: ignore[no-untyped-def]
    guest, member = make_person(address="", address_key=None), make_person()
    boss = sit(role=Role.ADMINISTRATOR)

    paths = [f"/desk/authors/{id}" for id in (guest.id, member.id, editor.person.id)]

    assert [editor.get(path).status_code for path in paths] == [200, 404, 200]
    assert [boss.get(path).status_code for path in paths] == [200, 200, 200]


@pytest.mark.parametrize("role", [Role.CONTRIBUTOR, Role.AUTHOR])
def test_a_member_describes_the_own_person_and_nobody_else(sit, role: Role) -> None:  # type: ignore[no-untyped-def]
    me, guest, picture = sit(role=role), make_person(address="", address_key=None), make_picture("Face")
    own = f"/desk/authors/{me.person.id}"
    text = {"name": me.person.name, "role_line": "Reporter", "links": "https://example.org/me"}

    page = me.post(own, **text, is_on_team="y")
    me.post(f"{own}/picture", picture=picture.key)

    profile = db.session.get_one(Profile, me.person.id)
    assert page.status_code == 303
    assert (profile.role_line, profile.links) == ("Reporter", ["https://example.org/me"])
    assert profile.picture_id == picture.id
    assert profile.team_position is None
    assert f'href="{own}"' in me.get("/account").text
    assert "is_on_team" not in me.get(own).text
    for path in (f"/desk/authors/{guest.id}", f"/desk/authors/{guest.id}/picture"):
        assert (me.get(path).status_code, me.post(path, name="X", picture=picture.key).status_code) == (404, 404)


def test_a_place_on_the_staff_page_stays_when_its_person_saves(sit) -> None:  # type: ignore[no-untyped-def]
    me = sit(role=Role.AUTHOR)
    boss = sit(role=Role.ADMINISTRATOR)
    boss.post(f"/desk/authors/{me.person.id}", name=me.person.name, is_on_team="y")

    me.post(f"/desk/authors/{me.person.id}", name=me.person.name, role_line="Reporter")

    assert db.session.get_one(Profile, me.person.id).team_position == 1


def test_a_photo_of_the_library_is_chosen_and_taken_away(editor: Desk) -> None:
    guest, picture = make_person(address="", address_key=None), make_picture("Face")

    editor.post(f"/desk/authors/{guest.id}/picture", picture=picture.key)
    chosen = db.session.get_one(Profile, guest.id).picture_id
    editor.post(f"/desk/authors/{guest.id}/picture", picture="")

    assert chosen == picture.id
    assert db.session.scalars(select(Profile.picture_id)).all() == [None]
    assert editor.get(f"/desk/authors/{guest.id}/picture").status_code == 200


def test_the_staff_page_is_ordered_by_buttons_and_by_a_script(editor: Desk) -> None:
    people = [make_person(name, address="", address_key=None) for name in "AB"]
    for person in people:
        editor.post(f"/desk/authors/{person.id}", name=person.name, is_on_team="y")
    a, b = (person.id for person in people)

    editor.post(f"/desk/authors/{a}/place", step="down")
    editor.post("/desk/authors/order", person=[a, b])

    order = select(Profile.person_id).order_by(Profile.team_position)
    assert db.session.scalars(order).all() == [a, b]
    assert editor.post(f"/desk/authors/{a}/place", step="sideways").status_code == 400


@pytest.mark.parametrize("key", ["a\x00b", "no-such", "9" * 400])
def test_a_photo_that_is_none_is_not_found(editor: Desk, key: str) -> None:
    guest = make_person(address="", address_key=None)

    assert editor.post(f"/desk/authors/{guest.id}/picture", picture=key).status_code == 404
