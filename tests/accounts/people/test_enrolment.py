"""People come, change their role, are suspended and come back."""

import pytest
from flask import Flask
from sqlalchemy import select

from blog.accounts.audit import format_person
from blog.accounts.people.enrolment import (
    EnrolmentRefused,
    LastAdministrator,
    add_person,
    change_role,
    enrol,
    reinstate,
    suspend,
)
from blog.accounts.signin.password_reset import change_password
from blog.accounts.signin.sessions import begin_session
from blog.database import db
from blog.models import AuditEvent, AuditKind, LoginSession, Person, Role
from tests.accounts.people_factories import count
from tests.factories import NOW, make_person


def add(address: str = "li@example.org", name: str = "Li Bo", role: Role = Role.AUTHOR) -> Person:
    return add_person(db.session, address, name, role, None, NOW)


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("Maren Holt", "maren-holt"),
        ("Jürgen Groß", "jurgen-gross"),
        ("Ελένη Παπαδοπούλου", "eleni-papadopoulou"),
        ("محمد", "mhmd"),
        ("!!!", "person"),
        ("\u202eevil\u202c name", "evil-name"),
    ],
)
def test_a_person_gets_a_readable_address(app: Flask, name: str, slug: str) -> None:
    assert add(name=name).slug == slug


def test_two_people_of_one_name_have_different_slugs(app: Flask) -> None:
    slugs = [add(f"person{n}@example.org", "Ann Lee").slug for n in range(3)]

    assert slugs == ["ann-lee", "ann-lee-2", "ann-lee-3"]


def test_a_very_long_name_fits(app: Flask) -> None:
    people = [add(f"person{n}@example.org", "Ü" * 100) for n in range(2)]

    assert all(len(person.slug) <= 120 for person in people)


@pytest.mark.parametrize("name", ["", "   ", "\x00", "x" * 101])
def test_a_name_has_one_to_a_hundred_characters(app: Flask, name: str) -> None:
    with pytest.raises(EnrolmentRefused, match="1 to 100"):
        add(name=name)


@pytest.mark.parametrize(
    "address", ["", "li", "li@", "@example.org", "li@example.org\r\nBcc: x@example.org", "li@localhost"]
)
def test_an_address_must_be_one(app: Flask, address: str) -> None:
    with pytest.raises(EnrolmentRefused, match="not a usable mail address"):
        add(address)


def test_an_address_has_one_account_in_whatever_case(app: Flask) -> None:
    add("Li@Example.org")

    with pytest.raises(EnrolmentRefused, match="already"):
        add("LI@EXAMPLE.ORG")


def test_an_international_domain_is_kept_as_mail_carries_it(app: Flask) -> None:
    assert add("li@bücher.example.org").address == "li@xn--bcher-kva.example.org"


def test_another_role_ends_every_session(app: Flask) -> None:
    person = make_person()
    begin_session(db.session, person, NOW)

    change_role(db.session, person, Role.EDITOR, NOW, by=None)

    assert person.role is Role.EDITOR
    assert count(LoginSession) == 0


def test_a_suspension_ends_every_session_and_can_be_lifted(app: Flask) -> None:
    person = make_person()
    begin_session(db.session, person, NOW)

    suspend(db.session, person, NOW, by=None)
    was_suspended = person.is_suspended
    reinstate(db.session, person, NOW, by=None)

    assert (was_suspended, person.is_suspended) == (True, False)
    assert count(LoginSession) == 0


def test_the_last_administrator_stays(app: Flask) -> None:
    only = make_person(role=Role.ADMINISTRATOR)
    make_person(role=Role.ADMINISTRATOR, is_suspended=True)

    with pytest.raises(LastAdministrator):
        suspend(db.session, only, NOW, by=None)
    with pytest.raises(LastAdministrator):
        change_role(db.session, only, Role.EDITOR, NOW, by=None)
    change_role(db.session, only, Role.ADMINISTRATOR, NOW, by=None)


def test_one_of_two_administrators_may_go(app: Flask) -> None:
    first = make_person(role=Role.ADMINISTRATOR)
    make_person(role=Role.ADMINISTRATOR)

    suspend(db.session, first, NOW, by=None)

    assert first.is_suspended


@pytest.mark.parametrize("is_by_hand", [True, False])
def test_a_change_of_rights_leaves_its_row_whoever_makes_it(app: Flask, is_by_hand: bool) -> None:
    eve, person = make_person("Eve", Role.ADMINISTRATOR), make_person("Ann")
    by = eve if is_by_hand else None

    enrolled = enrol(db.session, "li@example.org", "Li", Role.AUTHOR, "stored", NOW, by=by)
    change_role(db.session, person, Role.EDITOR, NOW, by=by)
    suspend(db.session, person, NOW, by=by)
    reinstate(db.session, person, NOW, by=by)
    change_password(db.session, person, "stored", NOW, by=by)

    acts = list(db.session.scalars(select(AuditEvent).order_by(AuditEvent.id)))
    first = acts.pop(0)
    assert (first.kind, first.person_id) == (AuditKind.ENROLLED, by and by.id)
    assert (first.subject, first.details) == (format_person(enrolled), {"role": "author"})
    kinds = [AuditKind.ROLE_CHANGED, AuditKind.SUSPENDED, AuditKind.REINSTATED, AuditKind.PASSWORD_CHANGED]
    assert [act.kind for act in acts] == kinds
    assert {(act.person_id, act.subject) for act in acts} == {(by and by.id, format_person(person))}
    assert acts[0].details == {"old": "author", "new": "editor"}
