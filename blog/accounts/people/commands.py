"""flask accounts: enrol people, set roles and passwords, reset second factors, suspend and reinstate."""

import secrets
import sys
from collections.abc import Callable
from typing import Any

import click
from flask.cli import AppGroup
from sqlalchemy import select

from blog.accounts.factors.factor_changes import reset_factors
from blog.accounts.people.enrolment import (
    EnrolmentRefused,
    LastAdministrator,
    change_role,
    check_address,
    enrol,
    reinstate,
    suspend,
)
from blog.accounts.signin.current_user import password_hasher
from blog.accounts.signin.login_address import address_key
from blog.accounts.signin.password_hashing import MAX_PASSWORD_LENGTH
from blog.accounts.signin.password_reset import change_password
from blog.accounts.signin.password_strength import MIN_PASSWORD_LENGTH, Weakness, find_weakness, personal_words
from blog.database import db
from blog.models import Person, Role
from blog.web.clock import read_clock
from blog.web.site_identity.reading import site_settings

accounts = AppGroup("accounts", help="People of the newsroom.")
COMMANDS = [accounts]

WEAKNESS_MESSAGES = {
    Weakness.SHORT: f"The password must have {MIN_PASSWORD_LENGTH} or more characters.",
    Weakness.COMMON: "The password is on the lists that attackers try first.",
    Weakness.REPEATED: "The password repeats itself too much.",
    Weakness.SEQUENCE: "The password is a row of letters, digits or keys.",
    Weakness.PERSONAL: "The password holds the name, the address or the name of the site.",
}
role_option = click.Choice([role.value for role in Role])


def password_options(command: Callable[..., None]) -> Any:
    """Add the three ways to give a password: typed when asked for, piped in, or made here."""
    piped = click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")
    made = click.option("--generate", is_flag=True, help="Make a password and print it.")
    return piped(made(command))


@accounts.command("create")
@click.argument("address")
@click.argument("name")
@click.option("--role", type=role_option, default=Role.AUTHOR.value, show_default=True)
@password_options
def create(address: str, name: str, role: str, *, password_stdin: bool, generate: bool) -> None:
    """Enrol a person with a mail ADDRESS and a NAME."""
    try:
        check_address(db.session, address)
        db.session.rollback()
        chosen = choose_password(address, name, password_stdin=password_stdin, generate=generate)
        password_hash = password_hasher().hash(chosen)
        person = enrol(db.session, address, name, Role(role), password_hash, read_clock(), by=None)
    except EnrolmentRefused as reason:
        raise click.ClickException(str(reason)) from None
    db.session.commit()
    click.echo(f"{person.name} <{person.address}> is enrolled as {person.role.value}.")
    print_password(chosen, is_generated=generate)


@accounts.command("list")
def list_people() -> None:
    """Print all people, one a line: role, state, address, name."""
    for person in db.session.scalars(
        select(Person).where(Person.address_key.is_not(None)).order_by(Person.address_key)
    ):
        state = "suspended" if person.is_suspended else "active"
        click.echo(f"{person.role.value:<14} {state:<10} {person.address:<40} {person.name}")


@accounts.command("role")
@click.argument("address")
@click.argument("role", type=role_option)
def set_role(address: str, role: str) -> None:
    """Give the person with ADDRESS another ROLE and end their sessions."""
    person = find_person(address)
    change_unless_last_administrator(lambda: change_role(db.session, person, Role(role), read_clock(), by=None))
    db.session.commit()
    click.echo(f"{person.name} is {person.role.value} now and has to sign in again.")


@accounts.command("password")
@click.argument("address")
@password_options
def give_password(address: str, *, password_stdin: bool, generate: bool) -> None:
    """Give the person with ADDRESS another password and end their sessions."""
    person = find_person(address)
    known_as = (person.address, person.name)
    db.session.rollback()
    chosen = choose_password(*known_as, password_stdin=password_stdin, generate=generate)
    password_hash = password_hasher().hash(chosen)
    change_password(db.session, find_person(address), password_hash, read_clock(), by=None)
    db.session.commit()
    click.echo(f"{known_as[1]} has a new password and has to sign in again.")
    print_password(chosen, is_generated=generate)


@accounts.command("reset")
@click.argument("address")
def reset_second_factors(address: str) -> None:
    """Remove the passkeys, the authenticator app and the recovery codes of the person with ADDRESS.

    For who has lost them all and is the only administrator; sessions end, and
    a mail tells the person. The password opens the account again.
    """
    person = find_person(address)
    reset_factors(db.session, person, read_clock(), by=None)
    db.session.commit()
    click.echo(f"{person.name} signs in with the password alone now, and should set up a second factor again.")


@accounts.command("suspend")
@click.argument("address")
def suspend_person(address: str) -> None:
    """Let the person with ADDRESS in no more; articles stay."""
    person = find_person(address)
    change_unless_last_administrator(lambda: suspend(db.session, person, read_clock(), by=None))
    db.session.commit()
    click.echo(f"{person.name} is suspended and signed out everywhere.")


@accounts.command("reinstate")
@click.argument("address")
def reinstate_person(address: str) -> None:
    """Let a suspended person with ADDRESS in again."""
    person = find_person(address)
    reinstate(db.session, person, read_clock(), by=None)
    db.session.commit()
    click.echo(f"{person.name} may sign in again.")


def find_person(address: str) -> Person:
    """Return the person with *address*, or end the command with a sentence."""
    person = db.session.scalar(Person.by_address(address_key(address)))
    if person is None:
        raise click.ClickException("There is no account with this address; see: flask accounts list")
    return person


def choose_password(address: str, name: str, *, password_stdin: bool, generate: bool) -> str:
    """Return the password that was typed, piped in or generated.

    Raises:
        click.ClickException: it is too weak or too long.
    """
    if password_stdin and generate:
        raise click.UsageError("Give either --password-stdin or --generate.")
    if generate:
        return secrets.token_urlsafe(15)
    if password_stdin:
        chosen = sys.stdin.readline().rstrip("\r\n")
    else:
        chosen = str(click.prompt("Password", hide_input=True, confirmation_prompt=True))
    weakness = find_weakness(chosen, personal_words(address, name, site_settings().name))
    if weakness is not None:
        raise click.ClickException(WEAKNESS_MESSAGES[weakness])
    if len(chosen) > MAX_PASSWORD_LENGTH:
        raise click.ClickException(f"The password may have up to {MAX_PASSWORD_LENGTH} characters.")
    return chosen


def print_password(chosen: str, *, is_generated: bool) -> None:
    """Print a generated password, which is stored nowhere."""
    if is_generated:
        click.echo(f"Password: {chosen}")


def change_unless_last_administrator(deed: Callable[[], None]) -> None:
    """Do *deed*, or end the command with a message when no administrator would be left."""
    try:
        deed()
    except LastAdministrator:
        raise click.ClickException(
            "This is the last administrator: make another person an administrator first."
        ) from None
