"""Commands end with one sentence when a file or the database fails them, and with a trace when we do."""

import errno
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner
from flask import Flask
from flask.cli import ScriptInfo
from sqlalchemy import text

from blog import create_app
from blog.config.loading import ConfigurationError
from blog.database import db
from blog.database.engine import UnusableFolder
from blog.operations.command_line.cli import COMMANDS
from blog.operations.command_line.failing_commands import explain_failures
from tests.conftest import SETTINGS
from tests.databases import on_sqlite


def run(error: Exception, app: Flask | None = None) -> Any:
    """Run a command of *app* that raises *error*."""

    @click.command()
    def command() -> None:
        raise error

    return CliRunner().invoke(explain_failures(command), obj=ScriptInfo(create_app=lambda: app or Flask(__name__)))


@pytest.mark.parametrize(
    "error",
    [
        OSError(errno.EROFS, "Read-only file system", "/site/instance/media"),
        PermissionError(errno.EACCES, "Permission denied", "/site/instance"),
        OSError(errno.ENOSPC, "No space left on device"),
        ConfigurationError("BLOG_BASE_URL is missing."),
    ],
)
def test_a_failing_file_or_setting_is_one_sentence(error: OSError) -> None:
    result = run(error)

    assert result.exit_code == 1
    assert result.output.startswith("Error: ")
    assert len(result.output.splitlines()) == 1


@pytest.mark.parametrize("words", [["doctor"], ["alerts"], ["db", "current"], ["live"], ["worker", "--once"]])
def test_a_database_that_is_away_is_no_trace(tmp_path: Path, words: list[str]) -> None:
    places = {"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/nothing", "INSTANCE_PATH": str(tmp_path)}
    app = create_app({**SETTINGS, **places})

    result = app.test_cli_runner().invoke(args=words)

    assert "Traceback" not in result.output
    assert result.exception is None or isinstance(result.exception, SystemExit)


@on_sqlite
def test_a_fault_of_ours_keeps_its_trace(app: Flask) -> None:
    with pytest.raises(Exception, match="no_such_column") as caught:
        db.session.execute(text("SELECT no_such_column FROM articles"))

    assert run(caught.value, app).exception is caught.value


def test_a_database_that_cannot_be_made_is_one_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("no folder")

    with pytest.raises(UnusableFolder, match="cannot be created"):
        create_app({**SETTINGS, "DATABASE_URL": f"sqlite:///{tmp_path / 'file' / 'blog.sqlite3'}"})


def test_every_command_explains_its_failures() -> None:
    assert {command.name for command in COMMANDS if command.invoke.__name__ != "invoke_and_explain"} == set()
