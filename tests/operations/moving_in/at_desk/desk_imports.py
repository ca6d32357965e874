"""An administrator who imports at the desk, and the worker's process of an import, run here."""

from collections.abc import Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from blog.database import db
from blog.models import Role, SiteImport
from blog.operations.moving_in.at_desk.commands import import_uploaded
from tests.factories import make_person, sign_in


def sign_in_boss(client: FlaskClient) -> str:
    """Sign in as an administrator who has just proven who they are; return the token of forms."""
    return sign_in(client, make_person("Bo Ss", Role.ADMINISTRATOR))


def upload(client: FlaskClient, token: str, export: Path, media: Sequence[Path] = (), **more: Any) -> Any:
    """Upload *export* as the form without script does, and return the answer."""
    files = {"export_files": (BytesIO(export.read_bytes()), export.name)}
    files |= {"media_files": [(BytesIO(one.read_bytes()), one.name) for one in media]} if media else {}
    return client.post("/desk/moving-in", data={"csrf_token": token, "tags_from": "2", **files, **more})


def work(app: Flask) -> SiteImport:
    """Let the worker's process do the step that is due, and return the import as it is then."""
    result = app.test_cli_runner().invoke(import_uploaded, [str(the_import().id)])
    assert result.exit_code == 0, result.output
    db.session.expire_all()
    return the_import()


def the_import() -> SiteImport:
    """Return the one import."""
    return db.session.scalars(select(SiteImport)).one()
