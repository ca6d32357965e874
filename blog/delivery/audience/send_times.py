"""Send times of an alert for readers in all time zones, computed once for each zone."""

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


class ReaderClock(NamedTuple):
    """Time zone and quiet hours of a reader: three columns of Subscriber."""

    zone: str | None
    quiet_from: int | None
    quiet_until: int | None


CLOCK_COLUMNS = (Subscriber.timezone, Subscriber.quiet_from, Subscriber.quiet_until)


@dataclass(frozen=True)
class SendTimes:
    """Computes when messages of an alert that starts at *starts_at* are due for a reader."""

    starts_at: datetime
    site_zone: str
    """Of readers without a zone."""
    hour: int
    weekday: int

    def next_digest(self, frequency: Frequency, zone: ZoneInfo) -> datetime:
        """Return when the first daily or weekly digest after the start leaves in *zone*."""
        return next_digest(self.starts_at, zone, self.hour, self.weekday if frequency is Frequency.WEEKLY else None)

    def send_time(self, frequency: Frequency, name: str | None) -> datetime:
        """Return when a message of *frequency* is due in the zone called *name*, quiet hours aside."""
        if frequency is Frequency.INSTANT:
            return self.starts_at
        return self.next_digest(frequency, find_zone(name, self.site_zone))

    def end_of_quiet(self, clock: ReaderClock) -> datetime:
        """Return the start, or the end of the reader's quiet hours when it lies in them."""
        if clock.quiet_from is None or clock.quiet_until is None:
            return self.starts_at
        zone = find_zone(clock.zone, self.site_zone)
        return end_of_quiet(self.starts_at, zone, clock.quiet_from, clock.quiet_until)

    def due_at(self, frequency: Frequency, clock: ReaderClock, *, ignore_quiet_hours: bool) -> datetime:
        """Return when a message is due for one reader."""
        if frequency is Frequency.INSTANT:
            return self.starts_at if ignore_quiet_hours else self.end_of_quiet(clock)
        return self.send_time(frequency, clock.zone)

    def digest_time_sql(self, frequency: Frequency, names: Iterable[str | None]) -> ColumnElement[datetime]:
        """Return as SQL the time of the digest for subscribers in the zones *names*, one WHEN for each time."""
        default = self.send_time(frequency, None)
        zones = defaultdict(list)
        for name in set(names):
            moment = self.send_time(frequency, name)
            if moment != default:
                zones[moment].append(name)
        otherwise = literal(default, UTCDateTime())
        cases = [
            (Subscriber.timezone.in_(group), literal(due_at, UTCDateTime())) for due_at, group in sorted(zones.items())
        ]
        return case(*cases, else_=otherwise) if cases else otherwise


def read_send_times(session: AnySession, starts_at: datetime, site_zone: str) -> SendTimes:
    """Return the send times by the operator's hour and weekday of digests."""
    rules = MailingRules.read(session)
    return SendTimes(starts_at, site_zone, rules.digest_hour, rules.digest_weekday)
