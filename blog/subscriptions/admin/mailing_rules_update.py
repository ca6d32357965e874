"""Setting what holds for readers who have not chosen otherwise."""

from blog.database import AnySession, insert_missing
from blog.models import Frequency, MailingRules


def set_rules(session: AnySession, default_frequency: Frequency, digest_hour: int, digest_weekday: int) -> None:
    """Keep what new readers begin with and when digests leave from now on; the hour is that of each reader's zone."""
    values = {
        "default_frequency": default_frequency,
        "digest_hour": digest_hour,
        "digest_weekday": digest_weekday,
    }
    insert_missing(session, MailingRules, [{"id": 1, **values}])
    rules = session.get_one(MailingRules, 1, with_for_update=True)
    for name, value in values.items():
        setattr(rules, name, value)
    session.flush()
