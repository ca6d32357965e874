"""Flask-Migrate, brought in when somebody migrates: web processes never do, and Alembic takes 11 MiB of each."""

from typing import TYPE_CHECKING, Any

from flask import Flask

from blog.database import db
from blog.locations import migrations_folder

if TYPE_CHECKING:
    from flask_migrate import Migrate


class LateMigrations:
    """Stands where Flask-Migrate looks for what is bound to *app*, and makes way for it when it does."""

    def __init__(self, app: Flask) -> None:
        self.app = app

    def __getattr__(self, name: str) -> Any:
        """Return what Flask-Migrate itself holds under *name*."""
        bind(self.app)
        return getattr(self.app.extensions["migrate"], name)


def init_migrations(app: Flask) -> None:
    """Let "flask db" find the database of *app*."""
    app.extensions["migrate"] = LateMigrations(app)


def bind(app: Flask) -> "Migrate":
    """Bind Flask-Migrate to *app*."""
    from flask_migrate import Migrate  # noqa: PLC0415 - that it comes late is the reason for this file.

    return Migrate(app, db, directory=str(migrations_folder()))


def upgrade() -> None:
    """Run the migrations that are due on the database of the current application."""
    from flask_migrate import upgrade as bring_up  # noqa: PLC0415 - as above.

    bring_up(str(migrations_folder()))
