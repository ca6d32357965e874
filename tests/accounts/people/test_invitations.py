"""Invitations: sent, sent again, revoked, accepted."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from blog.accounts.people.enrolment import AlreadyEnrolled
from blog.accounts.people.invitations import (
    AlreadyJoined,
    HasArticles,
    find_invitation,
    invite,
    join,
    resend_invitation,
    revoke_invitation,
)
from blog.accounts.signin.password_reset import ResetLinkEnded
from blog.database import db
from blog.models import Delivery, PasswordReset, Person, Role
from blog.web.access.rate_limits import RateLimitExceeded
from tests.accounts.people_factories import count
from tests.factories import NOW, make_draft, make_person

DAY = timedelta(days=1)
SECRET = "only-for-the-tests"


@pytest.fixture
def boss(app: Flask) -> Person:
    return make_person(role=Role.ADMINISTRATOR)


def invite_jo(boss: Person) -> Person:
    return invite(db.session, "jo@example.org", "Jo", Role.AUTHOR, DAY, NOW, by=boss)


def reset_ids() -> list[int]:
    return list(db.session.scalars(select(PasswordReset.id).order_by(PasswordReset.id)))


def test_the_invited_address_cannot_be_invited_again(boss: Person) -> None:
    invite_jo(boss)

    with pytest.raises(AlreadyEnrolled):
        invite(db.session, "JO@example.org", "Jo", Role.AUTHOR, DAY, NOW, by=boss)

    assert count(Delivery) == 1


def test_a_new_link_ends_the_one_before(boss: Person) -> None:
    jo = invite_jo(boss)

    resend_invitation(db.session, jo, DAY, NOW, by=boss, secret=SECRET)

    first, second = reset_ids()
    assert find_invitation(db.session, first, NOW) is None
    assert find_invitation(db.session, second, NOW) is not None
    assert find_invitation(db.session, second, NOW + DAY) is None


def test_the_fourth_link_of_a_day_is_refused(boss: Person) -> None:
    jo = invite_jo(boss)
    for _time in range(3):
        resend_invitation(db.session, jo, DAY, NOW, by=boss, secret=SECRET)

    with pytest.raises(RateLimitExceeded):
        resend_invitation(db.session, jo, DAY, NOW, by=boss, secret=SECRET)


def test_an_invitation_is_accepted_once_and_then_neither_sent_nor_revoked(boss: Person) -> None:
    jo = invite_jo(boss)
    (reset_id,) = reset_ids()

    assert join(db.session, reset_id, "hash", NOW) is jo
    assert jo.password_hash == "hash"
    with pytest.raises(ResetLinkEnded):
        join(db.session, reset_id, "other", NOW)
    with pytest.raises(AlreadyJoined):
        resend_invitation(db.session, jo, DAY, NOW, by=boss, secret=SECRET)
    with pytest.raises(AlreadyJoined):
        revoke_invitation(db.session, jo, NOW, by=boss)


def test_a_revoked_invitation_deletes_the_account_unless_it_has_articles(boss: Person) -> None:
    jo = invite_jo(boss)
    draft = make_draft(author=jo)
    with pytest.raises(HasArticles):
        revoke_invitation(db.session, jo, NOW, by=boss)
    db.session.delete(draft)
    db.session.flush()

    revoke_invitation(db.session, jo, NOW, by=boss)

    assert count(Person) == 1
    assert reset_ids() == []
