"""Web processes do without what only commands need."""

import subprocess
import sys

from flask import Flask

from tests.databases import on_sqlite

WEB_PROCESS = """
import sys
import blog.operations.gateway.application
print(*sys.modules.keys() & {"alembic", "mako", "dns", "click"})
"""


def test_a_web_process_imports_no_library_of_the_commands() -> None:
    done = subprocess.run([sys.executable, "-c", WEB_PROCESS], capture_output=True, text=True, check=True)

    assert done.stdout.split() == ["click"]


@on_sqlite
def test_commands_are_found_when_they_are_looked_for(app: Flask) -> None:
    runner = app.test_cli_runner()

    assert "restore" in runner.invoke(args=["db", "--help"]).output
    assert "doctor" in runner.invoke(args=["--help"]).output
