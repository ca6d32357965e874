"""Commands that come late are there all the same, and weigh nothing before."""

import subprocess
import sys

import pytest
from flask import Flask

from blog.database import db
from blog.latecommands import LATE, LateGroup


def test_a_web_process_does_not_carry_what_only_commands_need() -> None:
    code = "import sys, blog; print([name for name in ('alembic', 'mako', 'dns') if name in sys.modules])"

    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert said.stdout.strip() == "[]"


@pytest.mark.parametrize("name", LATE)
def test_a_late_command_is_listed_and_found(app: Flask, name: str) -> None:
    said = app.test_cli_runner().invoke(args=[name, "--help"])

    assert said.exit_code == 0
    assert name in said.output
    assert isinstance(app.cli, LateGroup)


def test_an_unknown_command_is_refused_as_ever(app: Flask) -> None:
    said = app.test_cli_runner().invoke(args=["dcotor"])

    assert said.exit_code == 2
    assert "No such command 'dcotor'" in said.output


def test_migrating_finds_the_database_of_the_application(app: Flask) -> None:
    with app.app_context():
        said = app.test_cli_runner().invoke(args=["db", "current", "--directory", "migrations"])

    assert said.exit_code == 0
    assert app.extensions["migrate"].db is db
