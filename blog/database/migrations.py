"""Flask-Migrate: what "flask db" and the first start bring the database up to date with."""

import flask_migrate
from flask import Flask, current_app

from blog.config.locations import migrations_folder
from blog.database import db


def init_migrations(app: Flask) -> None:
    """Let "flask db" find the database of *app*."""
    flask_migrate.Migrate(app, db, directory=str(migrations_folder()))


def upgrade(revision: str = "head") -> None:
    """Run the migrations up to *revision* that are due on the database of the current application."""
    if "migrate" not in current_app.extensions:
        init_migrations(current_app)
    flask_migrate.upgrade(str(migrations_folder()), revision)
