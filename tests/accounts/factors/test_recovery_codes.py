"""Ten recovery codes, each good once."""

from flask import Flask
from sqlalchemy import select

from blog.accounts.factors.recovery_codes import count_codes, end_codes, renew_codes, use_code
from blog.database import db
from blog.models import RecoveryCode
from tests.accounts.people_factories import make_member


def test_each_code_is_good_once_and_for_its_owner_alone(app: Flask) -> None:
    me, other = make_member(), make_member("al@news.example.org")
    codes = renew_codes(db.session, me.id)

    by_other = use_code(db.session, other.id, codes[0])
    tries = [use_code(db.session, me.id, code) for code in [*codes, *codes]]

    assert len(set(codes)) == 10
    assert not by_other
    assert tries == [True] * 10 + [False] * 10


def test_a_code_is_taken_however_it_is_spaced_and_written(app: Flask) -> None:
    me = make_member()
    first, second, *_ = renew_codes(db.session, me.id)

    assert use_code(db.session, me.id, f" {first.replace('-', '').upper()} ")
    assert use_code(db.session, me.id, second.replace("-", " – "))


def test_new_codes_end_the_earlier_ones(app: Flask) -> None:
    me = make_member()
    old = renew_codes(db.session, me.id)

    renew_codes(db.session, me.id)

    assert not use_code(db.session, me.id, old[0])
    assert count_codes(db.session, me.id) == 10
    end_codes(db.session, me.id)
    assert count_codes(db.session, me.id) == 0


def test_the_database_holds_hashes_alone(app: Flask) -> None:
    codes = renew_codes(db.session, make_member().id)

    stored = " ".join(db.session.scalars(select(RecoveryCode.code_hash)))

    assert not any(code in stored or code.replace("-", "") in stored for code in codes)


def test_nothing_typed_is_no_code(app: Flask) -> None:
    me = make_member()
    renew_codes(db.session, me.id)

    assert not any(use_code(db.session, me.id, typed) for typed in ("", "-", "%", "' OR 1=1 --", "\ud800", "a" * 9999))
