"""The worker looks at the DNS once a day and when it is asked, and keeps what is wrong."""

from datetime import timedelta

from flask import Flask

from blog.config.settings import current_settings
from blog.database import db
from blog.models import CheckName, SiteCheck
from blog.operations.doctor.resolver import LookupFailed
from blog.operations.jobs.names_watch import find_faults, names_watch
from tests.factories import NOW


class CountedRecords:
    """Records of a world without names."""

    def __init__(self) -> None:
        self.asked = 0

    def txt_records(self, name: str) -> list[str]:
        self.asked += 1
        return []

    def mx_hosts(self, name: str) -> list[str]:
        return []

    def addresses(self, name: str) -> list[str]:
        return []


class NoResolver(CountedRecords):
    def addresses(self, name: str) -> list[str]:
        raise LookupFailed("The DNS could not be asked.")


def kept() -> SiteCheck:
    db.session.expire_all()
    return db.session.get_one(SiteCheck, CheckName.DNS)


def test_once_a_day_and_when_asked(app: Flask) -> None:
    records = CountedRecords()
    watch = names_watch(current_settings(), records)

    watch(db.session, NOW)
    db.session.commit()
    asked = records.asked
    assert asked > 0
    assert {one["subject"] for one in kept().findings} >= {"host", "spf"}

    watch(db.session, NOW + timedelta(hours=23))
    assert records.asked == asked

    kept().requested_at = NOW + timedelta(hours=1)
    db.session.commit()
    watch(db.session, NOW + timedelta(hours=2))
    db.session.commit()
    assert records.asked == 2 * asked
    assert not kept().is_awaited
    watch(db.session, NOW + timedelta(days=2))
    assert records.asked == 3 * asked


def test_a_resolver_that_is_away_is_what_is_wrong(app: Flask) -> None:
    (fault,) = find_faults(current_settings(), NoResolver())

    assert "could not be asked" in fault["message"]
