"""Challenges are answered once, in time, for one purpose."""

from datetime import timedelta

from flask import Flask

from blog.accounts.factors.passkey_challenges import delete_old_challenges, make_challenge, take_challenge
from blog.database import db
from blog.models import ChallengePurpose, PasskeyChallenge
from tests.accounts.people_factories import count
from tests.factories import NOW

SIGN_IN, REGISTER = ChallengePurpose.SIGN_IN, ChallengePurpose.REGISTER


def test_a_challenge_is_taken_once_by_its_token(app: Flask) -> None:
    token, challenge = make_challenge(db.session, SIGN_IN, NOW)

    taken = [take_challenge(db.session, name, SIGN_IN, NOW) for name in ("", "another", token, token)]

    assert taken == [None, None, challenge, None]
    assert len(challenge) == 32


def test_a_challenge_for_another_purpose_or_too_old_is_none_and_ends(app: Flask) -> None:
    tokens = [make_challenge(db.session, SIGN_IN, NOW)[0] for _ in range(2)]

    assert take_challenge(db.session, tokens[0], REGISTER, NOW) is None
    assert take_challenge(db.session, tokens[0], SIGN_IN, NOW) is None
    assert take_challenge(db.session, tokens[1], SIGN_IN, NOW + timedelta(minutes=5)) is None
    assert count(PasskeyChallenge) == 0


def test_what_nobody_answered_is_deleted(app: Flask) -> None:
    make_challenge(db.session, SIGN_IN, NOW)
    make_challenge(db.session, SIGN_IN, NOW + timedelta(minutes=3))

    delete_old_challenges(db.session, NOW + timedelta(minutes=6))

    assert count(PasskeyChallenge) == 1
