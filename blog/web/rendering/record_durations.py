"""How long the program keeps data of persons, in words: by fixed ages and by those that the settings choose."""

from datetime import timedelta

from flask_babel import gettext, ngettext

from blog.config.settings import Settings


def days(age: timedelta) -> str:
    """Return *age* in days."""
    return str(ngettext("%(num)d day.", "%(num)d days.", age.days))


def months_or_unlimited(months: int) -> str:
    """Return an age of so many *months*; 0 stands for no limit."""
    return str(ngettext("%(num)d month.", "%(num)d months.", months)) if months else unlimited()


def unlimited() -> str:
    """Return that nothing is deleted by its age alone."""
    return str(gettext("Without limit."))


def until_erased(_settings: Settings) -> str:
    """Return that a reader decides."""
    return str(gettext("Until you have it erased, which you can do yourself at any time."))


def messages_kept(settings: Settings) -> str:
    """Return how long the ledger keeps messages."""
    if settings.ledger_months:
        return months_or_unlimited(settings.ledger_months)
    return str(gettext("Without limit, but without your address once you have it erased."))


def signups_kept(settings: Settings) -> str:
    """Return how long a sign-up waits that nobody confirms."""
    age = timedelta(seconds=settings.confirmation_seconds + settings.unconfirmed_seconds)
    return str(ngettext("%(num)d day after you asked.", "%(num)d days after you asked.", age.days))


def sessions_kept(settings: Settings) -> str:
    """Return how long accounts and sessions are kept."""
    age = timedelta(seconds=settings.session_lifetime_seconds)
    return str(
        ngettext(
            "The account as long as the byline; a sign-in %(num)d day.",
            "The account as long as the byline; a sign-in %(num)d days.",
            age.days,
        )
    )
