"""Empties the site of the open context, lets it take in an export, and reads what two exports have in common."""

import json
import shutil
from pathlib import Path
from typing import Any

from flask import Flask

from blog.database import db
from blog.operations.moving_in.commands import import_command
from blog.web.site_identity.reading import forget_site_settings
from tests.conftest import empty_database
from tests.operations.backup.sites import read_files
from tests.operations.moving_out.sites import media_folder

VOLATILE = ("made_at", "program")


def empty_here() -> None:
    """Make the site of the open context a new one."""
    db.session.rollback()
    empty_database()
    for folder in media_folder().iterdir():
        shutil.rmtree(folder)
    forget_site_settings()


def take_in(app: Flask, folder: Path, *more: str) -> Any:
    db.session.commit()
    return app.test_cli_runner().invoke(import_command, [str(folder), *more])


def contents(folder: Path) -> dict[str, bytes]:
    """Return the files of an export without the named parts that no two exports share."""
    files = read_files(folder)
    head = {name: value for name, value in json.loads(files["export.json"]).items() if name not in VOLATILE}
    return {**files, "export.json": json.dumps(head).encode()}
