"""A program of another edition says one sentence and works on nothing; one that runs is not stopped by an upgrade."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import text

from blog.database import db
from blog.database.schema import known_revisions
from blog.operations.command_line.cli import COMMANDS
from blog.operations.upgrading.schema_gate import SchemaGate
from tests.databases import on_sqlite

FREE = {"db", "demo", "doctor", "serve"}
"""Commands that bring the database up to date, look at it, or refuse by themselves."""


@pytest.fixture
def gate(app: Flask):
    """The application as it starts, on a database whose schema a test may name."""
    gates = [
        hook.__self__ for hook in app.before_request_funcs[None] if isinstance(getattr(hook, "__self__", 0), SchemaGate)
    ]
    gates[0].is_open, gates[0].log_at = False, 0.0
    yield claim
    claim(known_revisions()[-1])


def claim(number: str) -> None:
    db.session.execute(text("UPDATE alembic_version SET version_num = :number"), {"number": number})
    db.session.commit()


@pytest.mark.parametrize("number", ["0012", "9999"])
def test_a_web_process_answers_503_until_the_schema_fits(gate, client: FlaskClient, number: str) -> None:
    gate(number)
    refused = [client.get(path) for path in ("/", "/desk/", "/subscribe")]
    health = client.get("/healthz")
    gate(known_revisions()[-1])

    assert {answer.status_code for answer in refused} == {503}
    assert {answer.headers["Retry-After"] for answer in refused} == {"2"}
    assert (health.status_code, client.get("/").status_code) == (200, 200)


def test_a_web_process_that_serves_goes_on_while_a_newer_edition_upgrades(gate, client: FlaskClient) -> None:
    before = client.get("/").status_code
    gate("9999")

    assert (before, client.get("/").status_code) == (200, 200)


@on_sqlite
@pytest.mark.parametrize("words", [["worker", "--once"], ["live"], ["live", "show"], ["subscribers", "export", "-"]])
def test_a_command_ends_with_one_sentence(gate, app: Flask, words: list[str]) -> None:
    gate("0012")

    answer = app.test_cli_runner().invoke(args=words)

    assert answer.exit_code == 1
    assert answer.output.startswith("Error: The database has schema 0012 and this program needs")
    assert answer.output.count("\n") == 1


@on_sqlite
def test_serving_refuses_before_anything_is_started(gate, app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("blog.operations.command_line.cli.Supervisor.start", lambda *_: pytest.fail("It was started."))
    gate("9999")

    answer = app.test_cli_runner().invoke(args=["serve", "--port", "1024"])

    assert (answer.exit_code, "newer than this program" in answer.output) == (1, True)


def test_every_command_that_needs_the_schema_looks_first() -> None:
    assert {command.name for command in COMMANDS} >= FREE
    open_ones = {
        command.name
        for command in COMMANDS
        if not hasattr(command, "commands") and not hasattr(command.callback, "__wrapped__")
    }
    assert open_ones <= FREE
