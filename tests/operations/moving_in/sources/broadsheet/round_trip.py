"""Empties the site of the open context, and lets it take in an export."""

import shutil
from pathlib import Path
from typing import Any

from flask import Flask

from blog.database import db
from blog.operations.moving_in.commands import import_command
from blog.web.site_identity.reading import forget_site_settings
from tests.conftest import empty_database
from tests.operations.moving_out.sites import media_folder


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
