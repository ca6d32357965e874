"""What the operator does with people in a shell."""

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import select

from blog.accounts.signin.current_user import password_hasher
from blog.accounts.signin.sessions import begin_session
from blog.database import db
from blog.models import LoginSession, Person, Role
from tests.accounts.factor_factories import give_app
from tests.accounts.people_factories import ADDRESS, count, make_member
from tests.factories import NOW, PASSWORD


def run(app: Flask, *words: str, stdin: str = "") -> Result:
    db.session.commit()
    result = app.test_cli_runner().invoke(args=["accounts", *words], input=stdin)
    db.session.expire_all()
    return result


def stored_person() -> Person:
    return db.session.scalars(select(Person)).one()


def test_a_person_is_enrolled_with_a_piped_password(app: Flask) -> None:
    words = ["create", "Li@Example.org", "Li Bo", "--role", "administrator", "--password-stdin"]

    result = run(app, *words, stdin=f"{PASSWORD}\n")

    person = stored_person()
    assert result.output == "Li Bo <Li@example.org> is enrolled as administrator.\n"
    assert (person.address_key, person.slug, person.role) == ("li@example.org", "li-bo", Role.ADMINISTRATOR)
    assert password_hasher().verify(person.password_hash, PASSWORD)


def test_a_generated_password_is_printed_and_works(app: Flask) -> None:
    result = run(app, "create", "li@example.org", "Li Bo", "--generate")

    printed = result.output.splitlines()[-1].removeprefix("Password: ")
    assert len(printed) >= 20
    assert password_hasher().verify(stored_person().password_hash, printed)


def test_a_prompted_password_is_asked_for_twice_and_not_shown(app: Flask) -> None:
    result = run(app, "create", "li@example.org", "Li Bo", stdin=f"{PASSWORD}\n{PASSWORD}\n")

    assert result.exit_code == 0
    assert PASSWORD not in result.output
    assert password_hasher().verify(stored_person().password_hash, PASSWORD)


@pytest.mark.parametrize(
    ("words", "stdin", "sentence"),
    [
        (["not an address", "Li"], PASSWORD, "not a usable mail address"),
        ([ADDRESS, "Li"], PASSWORD, "There is an account with this address already."),
        (["li@example.org", " "], PASSWORD, "The name must have 1 to 100 characters."),
        (["li@example.org", "Li"], "short", "The password must have 12 or more characters."),
        (["li@example.org", "Li"], "Password2026!", "lists that attackers try first"),
        (["li@example.org", "Li"], "abababababab", "repeats itself"),
        (["li@example.org", "Li"], "abcdefghijklm", "row of letters"),
        (["li@example.org", "Li"], "ifbg news forever", "name of the site"),
        (["li@example.org", "Li"], f"{PASSWORD}{'x' * 1024}", "up to 1024 characters"),
        (["li@example.org", "Li"], "", "12 or more"),
    ],
)
def test_a_refusal_is_one_line(app: Flask, words: list[str], stdin: str, sentence: str) -> None:
    make_member()

    result = run(app, "create", *words, "--password-stdin", stdin=f"{stdin}\n")

    assert result.exit_code == 1
    assert result.output.startswith("Error: ")
    assert sentence in result.output
    assert result.output.count("\n") == 1
    assert count(Person) == 1


@pytest.mark.parametrize(
    "words",
    [
        ["create", "a@example.org", "A", "--generate", "--password-stdin"],
        ["create", "a@example.org", "A", "--role", "king"],
    ],
)
def test_options_that_make_no_sense_are_refused(app: Flask, words: list[str]) -> None:
    assert run(app, *words).exit_code == 2


def test_everybody_is_listed_without_secrets(app: Flask) -> None:
    make_member()
    make_member("ann@example.org", Role.EDITOR, name="Ann", is_suspended=True)

    lines = run(app, "list").output.splitlines()

    assert [line.split() for line in lines] == [
        ["editor", "suspended", "ann@example.org", "Ann"],
        ["author", "active", ADDRESS, "Maren", "Holt"],
    ]


def test_a_role_is_given_and_sessions_end(app: Flask) -> None:
    begin_session(db.session, make_member(), NOW)

    result = run(app, "role", ADDRESS.upper(), "editor")

    assert "is editor now" in result.output
    assert (stored_person().role, count(LoginSession)) == (Role.EDITOR, 0)


def test_a_password_is_given_and_sessions_end(app: Flask) -> None:
    begin_session(db.session, make_member(), NOW)

    result = run(app, "password", ADDRESS, "--generate")

    printed = result.output.splitlines()[-1].removeprefix("Password: ")
    assert password_hasher().verify(stored_person().password_hash, printed)
    assert count(LoginSession) == 0


def test_a_person_is_suspended_and_reinstated(app: Flask) -> None:
    make_member()

    first, was_suspended = run(app, "suspend", ADDRESS), stored_person().is_suspended
    second = run(app, "reinstate", ADDRESS)

    assert ("suspended" in first.output, was_suspended) == (True, True)
    assert ("may sign in again" in second.output, stored_person().is_suspended) == (True, False)


@pytest.mark.parametrize("words", [["suspend"], ["reinstate"], ["role", "editor"], ["password", "--generate"]])
def test_nobody_is_found_under_an_unknown_address(app: Flask, words: list[str]) -> None:
    result = run(app, words[0], "ghost@example.org", *words[1:])

    assert result.exit_code == 1
    assert "There is no account with this address" in result.output


@pytest.mark.parametrize("words", [["suspend", ADDRESS], ["role", ADDRESS, "author"]])
def test_the_last_administrator_stays(app: Flask, words: list[str]) -> None:
    make_member(role=Role.ADMINISTRATOR)

    result = run(app, *words)

    assert result.exit_code == 1
    assert "last administrator" in result.output
    assert stored_person().role is Role.ADMINISTRATOR


def test_an_operator_who_has_locked_himself_out_gets_in_with_the_password(app: Flask) -> None:
    person = make_member()
    give_app(person)
    begin_session(db.session, person, NOW)

    result = run(app, "reset", ADDRESS.upper())

    assert "signs in with the password alone now" in result.output
    assert not stored_person().has_second_factor
    assert count(LoginSession) == 0
    assert run(app, "reset", "nobody@example.org").exit_code == 1
