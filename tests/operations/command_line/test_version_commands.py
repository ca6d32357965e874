"""The program says whether database and settings fit it."""

import pytest
from flask import Flask

from blog.database import schema
from blog.database.schema import known_revisions


def test_what_fits_is_said_to_fit(app: Flask) -> None:
    done = app.test_cli_runner().invoke(args=["version", "--check"])

    assert done.exit_code == 0, done.output
    assert f"needs schema {known_revisions()[-1]}." in done.output
    assert "The database has schema" in done.output


def test_an_older_database_ends_with_1(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    known = known_revisions()
    monkeypatch.setattr(schema, "known_revisions", lambda: [*known, "9999"])

    done = app.test_cli_runner().invoke(args=["version", "--check"])

    assert (done.exit_code, "run flask db upgrade" in done.output) == (1, True)
