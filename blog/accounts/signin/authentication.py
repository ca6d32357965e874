"""Sign-in: rate limits, and the password hash to verify."""

from dataclasses import dataclass
from datetime import datetime

from blog.database import AnySession
from blog.models import Person
from blog.web.access.rate_limits import RateLimit, check_rate_limit, release_attempt

ATTEMPTS_PER_ACCOUNT = RateLimit("sign-in-account", max_attempts=10, seconds=300)
ATTEMPTS_PER_CLIENT = RateLimit("sign-in-client", max_attempts=10, seconds=300)
ATTEMPTS_PER_BROWSER = RateLimit("sign-in-browser", max_attempts=10, seconds=300)
"""Of a browser that the account knows, instead of the other two, which strangers can use up."""


class WrongCredentials(Exception):
    """Address or password is wrong, or the account is suspended; it does not say which."""


@dataclass(frozen=True)
class SignInAttempt:
    """One attempt to sign in as *address_key* from *client*; *secret* keys the names of the rate counts.

    *browser* is the id of one in which the account was signed in before, "" for any other.
    """

    address_key: str
    client: str
    secret: str
    now: datetime
    browser: str = ""

    @property
    def counts(self) -> list[tuple[RateLimit, str]]:
        """Return the limits that hold for it, each with whose count it is."""
        if self.browser:
            return [(ATTEMPTS_PER_BROWSER, f"{self.address_key} {self.browser}")]
        return [(ATTEMPTS_PER_ACCOUNT, self.address_key), (ATTEMPTS_PER_CLIENT, self.client)]


def count_attempt(session: AnySession, attempt: SignInAttempt) -> None:
    """Count the attempt before its password is verified; the caller commits.

    Raises:
        RateLimitExceeded: ten tries in five minutes failed for this account, from this client or in this browser.
    """
    for limit, subject in attempt.counts:
        check_rate_limit(session, limit, subject, attempt.secret, attempt.now)


def refund_attempt(session: AnySession, attempt: SignInAttempt) -> None:
    """Take the attempt back from the counts, since its password was right; the caller commits."""
    for limit, subject in attempt.counts:
        release_attempt(session, limit, subject, attempt.secret, attempt.now)


def find_password_hash(session: AnySession, address_key: str) -> str | None:
    """Return the password hash of the account, or None when there is no account or no password."""
    person = session.scalar(Person.by_address(address_key))
    return person.password_hash if person else None


def confirm_password(session: AnySession, address_key: str, password_hash: str, new_hash: str) -> Person:
    """Return the person whose password was verified against *password_hash*, locked until the caller commits.

    *new_hash* is what to store from now on: the same, or made with the present parameters.

    Raises:
        WrongCredentials: the person is suspended, or has changed the password since.
    """
    person = session.scalar(Person.by_address(address_key).with_for_update())
    if person is None or person.is_suspended or person.password_hash != password_hash:
        raise WrongCredentials
    person.password_hash = new_hash
    return person
