"""Letting a person in: the count of tries, the stored password, the new session."""

from dataclasses import dataclass
from datetime import datetime

from blog.accounts.signin.sessions import begin_session
from blog.database import AnySession
from blog.models import Person
from blog.web.access.rate_limits import Limit, give_back, take

BY_ACCOUNT = Limit("sign-in-account", most=10, seconds=300)
BY_CLIENT = Limit("sign-in-client", most=10, seconds=300)


class WrongCredentials(Exception):
    """Address and password do not open an account; which of them is wrong stays unsaid."""


@dataclass(frozen=True)
class Attempt:
    """One try to sign in as *address_key* from *client*; *secret* keys the counts' names."""

    address_key: str
    client: str
    secret: str
    now: datetime


def count_attempt(session: AnySession, attempt: Attempt) -> None:
    """Count the try before its password is looked at; the caller commits.

    Raises:
        TooMany: ten tries in five minutes failed for this account or from this client.
    """
    take(session, BY_ACCOUNT, attempt.address_key, attempt.secret, attempt.now)
    take(session, BY_CLIENT, attempt.client, attempt.secret, attempt.now)


def forgive_attempt(session: AnySession, attempt: Attempt) -> None:
    """Take the try back from the counts, since its password was right; the caller commits."""
    give_back(session, BY_ACCOUNT, attempt.address_key, attempt.secret, attempt.now)
    give_back(session, BY_CLIENT, attempt.client, attempt.secret, attempt.now)


def find_stored(session: AnySession, address_key: str) -> str | None:
    """Return the stored password of the account, or None when there is no account or no password."""
    person = session.scalar(Person.by_address(address_key))
    return person.password_hash if person else None


def admit(session: AnySession, address_key: str, stored: str, renewed: str, now: datetime) -> tuple[Person, str]:
    """Begin a session for the person whose password was held against *stored*; the caller commits.

    *renewed* is what to store from now on: the same, or made with today's parameters.

    Raises:
        WrongCredentials: the person is suspended, or has another password by now.
    """
    person = session.scalar(Person.by_address(address_key).with_for_update())
    if person is None or person.is_suspended or person.password_hash != stored:
        raise WrongCredentials
    person.password_hash = renewed
    return person, begin_session(session, person, now)
