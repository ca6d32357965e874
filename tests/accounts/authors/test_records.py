"""Guest authors, names that change, accounts that end and begin: the bylines stay."""

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from blog.accounts.authors.records import (
    HasBylines,
    add_guest,
    close_account,
    delete_guest,
    invite_guest,
    rename,
)
from blog.accounts.people.enrolment import AlreadyEnrolled, LastAdministrator
from blog.accounts.people.invitations import join
from blog.accounts.signin.authentication import find_password_hash
from blog.accounts.signin.sessions import begin_session
from blog.database import db
from blog.models import Authenticator, Delivery, LoginSession, Passkey, PasswordReset, Person, RecoveryCode, Role
from tests.accounts.factor_factories import challenge, give_app, give_codes, give_passkey
from tests.accounts.people_factories import ADDRESS, count, make_member, send, try_password
from tests.databases import rival
from tests.factories import NOW, make_article, make_person

DAY = timedelta(days=1)


@pytest.mark.parametrize("name", ["Prof. X", "غسان كنفاني", "<b>Bold</b>", "🙂", "Ж" * 100])
def test_a_guest_has_a_page_once_something_bears_the_name(app: Flask, client: FlaskClient, name: str) -> None:
    guest = add_guest(db.session, name, NOW, by=make_person())
    before = client.get(f"/authors/{guest.slug}").status_code
    make_article(author=guest)

    page = client.get(f"/authors/{guest.slug}")

    assert (before, page.status_code) == (404, 200)
    assert "<b>Bold</b>" not in page.text


def test_nobody_signs_in_as_a_guest(app: Flask, client: FlaskClient) -> None:
    for _ in range(2):
        add_guest(db.session, "Prof. X", NOW, by=make_person())
    db.session.commit()

    assert find_password_hash(db.session, "") is None
    assert try_password(client, "", address="").status_code == 422


def test_a_former_page_leads_on_in_one_step_also_its_feed(app: Flask, client: FlaskClient) -> None:
    person = make_person("Anna Alt", slug="anna-alt")
    make_article(author=person)

    for name in ("Anna Neu", "Anna Neuer"):
        rename(db.session, person, name, NOW, by=person)
        db.session.commit()

    assert [client.get(f"/authors/{slug}").location for slug in ("anna-alt", "anna-neu")] == ["/authors/anna-neuer"] * 2
    assert client.get("/authors/anna-alt/feed.json").location == "/authors/anna-neuer/feed.json"


def test_a_former_page_is_not_given_to_a_namesake(app: Flask) -> None:
    person = make_person("Anna Alt", slug="anna-alt")
    rename(db.session, person, "Anna Neu", NOW, by=person)

    assert add_guest(db.session, "Anna Alt", NOW, by=person).slug == "anna-alt-2"


def test_who_leaves_keeps_the_bylines_and_every_door_is_shut(app: Flask, client: FlaskClient) -> None:
    member, boss = make_member(), make_person(role=Role.ADMINISTRATOR)
    article = make_article(author=member)
    give_app(member)
    give_codes(member)
    phone = give_passkey(member)
    begin_session(db.session, member, NOW)

    close_account(db.session, member, NOW, by=boss)
    db.session.commit()

    assert article.author.is_guest
    assert client.get(f"/authors/{member.slug}").status_code == 200
    assert db.session.scalars(select(LoginSession)).all() == []
    assert try_password(client, "seven quiet herons at noon", ADDRESS).status_code == 422
    assert send(client, "/login/passkey", credential=phone.get(challenge(client))).status_code == 422
    assert [count(kind) for kind in (Passkey, Authenticator, RecoveryCode)] == [0, 0, 0]
    assert not member.has_second_factor
    assert make_member().id != member.id  # The address is free again.


def test_the_last_administrator_does_not_leave(app: Flask) -> None:
    boss = make_person(role=Role.ADMINISTRATOR)

    with pytest.raises(LastAdministrator):
        close_account(db.session, boss, NOW, by=boss)


def test_a_guest_becomes_a_member_with_the_same_bylines(app: Flask) -> None:
    boss = make_person(role=Role.ADMINISTRATOR)
    guest = add_guest(db.session, "Prof. X", NOW, by=boss)
    article = make_article(author=guest)

    invite_guest(db.session, guest, "Prof@Example.org", Role.AUTHOR, DAY, NOW, by=boss)
    join(db.session, db.session.scalars(select(PasswordReset.id)).one(), "hash", NOW)
    db.session.commit()

    assert db.session.scalars(select(Delivery.kind)).all() == ["invitation"]
    assert db.session.scalar(Person.by_address("prof@example.org")) is article.author
    assert article.author.role is Role.AUTHOR


def test_a_guest_does_not_get_the_address_of_somebody_else(app: Flask) -> None:
    boss = make_person(role=Role.ADMINISTRATOR)
    guest = add_guest(db.session, "Prof. X", NOW, by=boss)
    make_member()

    with pytest.raises(AlreadyEnrolled):
        invite_guest(db.session, guest, ADDRESS.upper(), Role.AUTHOR, DAY, NOW, by=boss)


def test_a_guest_with_bylines_is_not_deleted(app: Flask) -> None:
    boss = make_person()
    guest = add_guest(db.session, "Prof. X", NOW, by=boss)
    article = make_article(author=guest)

    with pytest.raises(HasBylines):
        delete_guest(db.session, guest, NOW, by=boss)
    article.author = boss
    delete_guest(db.session, guest, NOW, by=boss)

    assert db.session.scalars(select(Person)).all() == [boss]


def test_two_guests_of_one_name_at_once_have_two_pages(app: Flask) -> None:
    boss = make_person()

    with rival(Person(address="", name="Prof. X", slug="prof-x", role=Role.CONTRIBUTOR, created_at=NOW)):
        guest = add_guest(db.session, "Prof. X", NOW, by=boss)
    db.session.commit()

    assert guest.slug == "prof-x-2"
