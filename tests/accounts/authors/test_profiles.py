"""The order of the staff page."""

from flask import Flask

from blog.accounts.authors.profiles import (
    ProfileText,
    describe,
    list_team,
    move_on_team,
    order_team,
    show_on_team,
)
from blog.database import db
from tests.factories import make_person


def show(*names: str) -> list[int]:
    people = [make_person(name) for name in names]
    for person in people:
        show_on_team(db.session, describe(db.session, person, ProfileText(role_line=person.name)), is_shown=True)
        db.session.flush()
    return [person.id for person in people]


def names() -> list[str]:
    return [profile.role_line for profile in list_team(db.session)]


def test_people_are_moved_and_ordered(app: Flask) -> None:
    a, b, c = show("A", "B", "C")

    move_on_team(db.session, a, 1)
    moved = names()
    move_on_team(db.session, b, -1)
    order_team(db.session, [c, 9999])

    assert moved == ["B", "A", "C"]
    assert names() == ["C", "B", "A"]


def test_who_is_taken_off_the_page_is_shown_again_at_its_end(app: Flask) -> None:
    show("A", "B")
    first = list_team(db.session)[0]

    show_on_team(db.session, first, is_shown=False)
    db.session.flush()
    without = names()
    show_on_team(db.session, first, is_shown=True)

    assert (without, names()) == (["B"], ["B", "A"])
