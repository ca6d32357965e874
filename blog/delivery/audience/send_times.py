"""When an alert leaves for readers in many zones, found once for each zone instead of once for each reader."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, case, literal

from blog.database import AnySession, UTCDateTime
from blog.delivery.audience.quiet_hours import end_of_quiet, find_zone, next_digest
from blog.models import Frequency, MailingRules, Subscriber


class ReadersClock(NamedTuple):
    """What a reader's times of day depend on; three columns of Subscriber."""

    zone: str | None
    quiet_from: int | None
    quiet_until: int | None


CLOCK_COLUMNS = (Subscriber.timezone, Subscriber.quiet_from, Subscriber.quiet_until)


@dataclass(frozen=True)
class Timetable:
    """The times of what starts at *starts_at*, for readers in any zone."""

    starts_at: datetime
    site_zone: str
    """Of readers who named none."""
    hour: int
    weekday: int

    def digest(self, frequency: Frequency, zone: ZoneInfo) -> datetime:
        """Return when the first daily or weekly digest after the start leaves in *zone*."""
        return next_digest(self.starts_at, zone, self.hour, self.weekday if frequency is Frequency.WEEKLY else None)

    def due_at(self, frequency: Frequency, name: str | None) -> datetime:
        """Return when a reader of the zone called *name* is told, quiet hours aside."""
        if frequency is Frequency.INSTANT:
            return self.starts_at
        return self.digest(frequency, find_zone(name, self.site_zone))

    def end_of_quiet(self, clock: ReadersClock) -> datetime:
        """Return the start, or the end of the reader's quiet hours when it lies in them."""
        if clock.quiet_from is None or clock.quiet_until is None:
            return self.starts_at
        zone = find_zone(clock.zone, self.site_zone)
        return end_of_quiet(self.starts_at, zone, clock.quiet_from, clock.quiet_until)

    def due_of(self, frequency: Frequency, clock: ReadersClock, *, is_at_once: bool) -> datetime:
        """Return when one reader is told; with *is_at_once* quiet hours do not count."""
        if frequency is Frequency.INSTANT:
            return self.starts_at if is_at_once else self.end_of_quiet(clock)
        return self.due_at(frequency, clock.zone)

    def digest_column(self, frequency: Frequency, names: Iterable[str | None]) -> ColumnElement[datetime]:
        """Return the digest's time as SQL for subscribers in the zones *names*, put together by time."""
        usual = self.due_at(frequency, None)
        zones = defaultdict(list)
        for name in set(names):
            moment = self.due_at(frequency, name)
            if moment != usual:
                zones[moment].append(name)
        otherwise = literal(usual, UTCDateTime())
        whens = [(Subscriber.timezone.in_(some), literal(when, UTCDateTime())) for when, some in sorted(zones.items())]
        return case(*whens, else_=otherwise) if whens else otherwise


def read_timetable(session: AnySession, starts_at: datetime, site_zone: str) -> Timetable:
    """Return the timetable by the operator's rules."""
    rules = MailingRules.read(session)
    return Timetable(starts_at, site_zone, rules.digest_hour, rules.digest_weekday)
