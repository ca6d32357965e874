"""Accounts for guests, the end of accounts, merging and deletion at the desk."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from blog.database import db
from blog.models import Delivery, LoginSession, Person, Role
from blog.web.clock import read_clock
from tests.accounts.people_factories import make_member
from tests.authoring.conftest import Desk, desk, sit
from tests.factories import PASSWORD, make_article, make_person

__all__ = ["desk", "sit"]


@pytest.fixture
def boss(sit) -> Desk:  # type: ignore[no-untyped-def]
    return sit(make_member("boss@news.example.org", Role.ADMINISTRATOR))  # type: ignore[no-any-return]


def make_guest() -> Person:
    return make_person("Prof. X", address="", address_key=None)


def test_a_guest_is_invited_from_the_record(boss: Desk) -> None:
    guest = make_guest()

    answer = boss.post(f"/desk/authors/{guest.id}/invitation", address="x@example.org", role="author", present=PASSWORD)

    assert answer.status_code == 303
    assert db.session.scalars(select(Delivery.address)).all() == ["x@example.org"]


@pytest.mark.parametrize("address", ["", "nobody", "boss@news.example.org"])
def test_a_wrong_address_is_refused_beside_the_field(boss: Desk, address: str) -> None:
    guest = make_guest()

    answer = boss.post(f"/desk/authors/{guest.id}/invitation", address=address, role="author", present=PASSWORD)

    assert answer.status_code == 422
    assert 'id="address-error"' in answer.text


def test_an_account_ends_after_the_password_was_given_and_never_the_own(boss: Desk) -> None:
    member = make_member()
    path = f"/desk/people/{member.id}/end"

    db.session.execute(update(LoginSession).values(created_at=read_clock() - timedelta(hours=1), proved_at=None))
    shown = boss.get(path).text
    without = boss.post(path).status_code
    done = boss.post(path, present=PASSWORD).status_code
    own = boss.post(f"/desk/people/{boss.person.id}/end").status_code

    assert "stays as a guest author" in shown
    assert (without, done, own) == (422, 303, 409)
    assert db.session.get_one(Person, member.id, populate_existing=True).is_guest


def test_a_guest_is_merged_by_whoever_is_sure(boss: Desk) -> None:
    guest, member = make_guest(), make_member()
    article = make_article(author=guest)
    path = f"/desk/authors/{guest.id}/merge"

    answers = [
        boss.post(path, target=member.id).status_code,
        boss.post(path, is_sure="y").status_code,
        boss.post(path, target=guest.id, is_sure="y").status_code,
        boss.post(path, target=member.id, is_sure="y").status_code,
    ]
    db.session.expire_all()

    assert answers == [422, 409, 409, 303]
    assert article.author_id == member.id


def test_only_a_record_without_bylines_is_deleted(boss: Desk) -> None:
    named, unnamed = make_guest(), make_guest()
    make_article(author=named)

    for guest in (named, unnamed):
        boss.post(f"/desk/authors/{guest.id}/deletion")

    left = set(db.session.scalars(select(Person.id).where(Person.address_key.is_(None))))
    assert left == {named.id}
