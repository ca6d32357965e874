"""Migrating finds the database of the application, and its commands are there with all others."""

import pytest
from flask import Flask

from blog.database import db


@pytest.mark.parametrize("name", ["db", "doctor"])
def test_a_command_of_operation_is_listed_and_found(app: Flask, name: str) -> None:
    answer = app.test_cli_runner().invoke(args=[name, "--help"])

    assert answer.exit_code == 0
    assert name in answer.output
    assert name in app.test_cli_runner().invoke(args=[]).output


def test_an_unknown_command_is_refused(app: Flask) -> None:
    answer = app.test_cli_runner().invoke(args=["dcotor"])

    assert answer.exit_code == 2
    assert "No such command 'dcotor'" in answer.output


def test_migrating_finds_the_database_of_the_application(app: Flask) -> None:
    with app.app_context():
        answer = app.test_cli_runner().invoke(args=["db", "current", "--directory", "migrations"])

    assert answer.exit_code == 0
    assert app.extensions["migrate"].db is db
