"""What a development run does before it serves: schema, demo newsroom, and the login that it prints."""

import os
from pathlib import Path

from flask import Flask
from sqlalchemy import select

from blog.database import db
from blog.database.migrations import upgrade
from blog.models import Person
from blog.operations.demo.seeding import seed_newsroom
from blog.pictures.files.storage import storage
from blog.web.clock import read_clock

LOGIN_FILE = "demo_login"


def prepare(app: Flask) -> str | None:
    """Bring the database up to date and fill it when it is empty; return the demo login to print.

    The login is kept in instance/ for later starts. None means that the
    newsroom is not the demo, and its people know their own passwords.
    """
    file = Path(app.instance_path) / LOGIN_FILE
    with app.app_context():
        upgrade()
        if db.session.scalar(select(Person.id).limit(1)) is None:
            login = seed_newsroom(db.session, storage(), read_clock())
            db.session.commit()
            write_private(file, f"{login.address} / {login.password}")
        db.session.remove()
        db.engine.dispose()
    return file.read_text("utf-8") if file.exists() else None


def write_private(file: Path, text: str) -> None:
    """Write *text* to *file*, readable by its owner alone."""
    with open(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as stream:
        stream.write(text)
