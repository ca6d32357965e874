"""The console command has the commands of the application, and does not need one to list them."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask
from flask.cli import FlaskGroup

from blog.operations.command_line.console import make_console


@pytest.fixture(autouse=True)
def _without_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("BLOG_DEVELOPMENT", raising=False)
    monkeypatch.delenv("BLOG_SECRET_KEY", raising=False)


def test_the_console_has_the_commands_of_flask_and_of_the_application(app: Flask) -> None:
    console = make_console()
    group = FlaskGroup(create_app=lambda: app)

    listed = console.list_commands(console.make_context("broadsheet", ["routes"]))

    assert listed == group.list_commands(group.make_context("flask", ["routes"]))
    assert {"accounts", "db", "demo", "doctor", "serve", "worker"} <= set(listed)


def test_help_needs_no_settings() -> None:
    said = CliRunner().invoke(make_console(), ["--help"])

    assert said.exit_code == 0
    assert "Run web server and worker together" in said.output


def test_settings_that_allow_no_start_are_told_in_a_sentence_each() -> None:
    said = CliRunner().invoke(make_console(), ["serve"])

    assert said.exit_code == 1
    assert said.output.startswith("Error: ")
    assert "BLOG_SECRET_KEY" in said.output
    assert "Traceback" not in said.output


def test_the_console_knows_where_the_migrations_are(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BLOG_DEVELOPMENT", "1")
    monkeypatch.setenv("BLOG_INSTANCE_PATH", str(tmp_path))

    said = CliRunner().invoke(make_console(), ["db", "heads"])

    assert said.exit_code == 0, said.output
