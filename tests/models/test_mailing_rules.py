"""The rules hold before anybody has set any, and reading writes nothing."""

from sqlalchemy.orm import Session

from blog.models import Frequency, MailingRules


def test_without_a_row_the_defaults_hold_and_nothing_is_written(session: Session) -> None:
    rules = MailingRules.read(session)

    assert (rules.default_frequency, rules.digest_hour, rules.digest_weekday) == (Frequency.INSTANT, 7, 0)
    assert not session.new


def test_the_defaults_are_those_of_a_new_row(session: Session) -> None:
    saved = MailingRules()
    session.add(saved)
    session.flush()

    assert (saved.id, saved.default_frequency, saved.digest_hour, saved.digest_weekday) == (1, Frequency.INSTANT, 7, 0)
    assert MailingRules.read(session) is saved
