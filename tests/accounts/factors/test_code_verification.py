"""A typed code is one of the app or a recovery code."""

import pytest
from flask import Flask
from sqlalchemy import select

from blog.accounts.factors.code_verification import CODES_PER_DAY, UsedCode, count_code, refund_code, use_typed_code
from blog.database import db
from blog.models import AuditEvent, Delivery
from blog.web.access.rate_limits import RateLimitExceeded
from blog.web.clock import read_clock
from tests.accounts.factor_factories import code_now, give_app, give_codes
from tests.accounts.people_factories import make_member
from tests.factories import NOW

KEY = "only-for-the-tests-0123456789-abcdef"


def test_what_was_used_is_told_and_a_recovery_code_by_mail(app: Flask) -> None:
    me = make_member()
    secret, codes = give_app(me), give_codes(me)

    used = [
        use_typed_code(db.session, me, typed, KEY, read_clock()) for typed in (code_now(secret), codes[0], codes[0])
    ]

    assert used == [UsedCode.APP, UsedCode.RECOVERY, None]
    assert db.session.scalars(select(Delivery.kind)).all() == ["recovery_used"]
    assert [event.kind.value for event in db.session.scalars(select(AuditEvent))] == ["recovery_used"]


def test_fifty_wrong_codes_a_day_are_the_most(app: Flask) -> None:
    me = make_member()
    for _ in range(CODES_PER_DAY.max_attempts):
        count_code(db.session, me.id, "123 456", KEY, NOW)

    with pytest.raises(RateLimitExceeded):
        count_code(db.session, me.id, "123 456", KEY, NOW)
    refund_code(db.session, me.id, "123456", KEY, NOW)
    count_code(db.session, me.id, "123 456", KEY, NOW)
