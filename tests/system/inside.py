"""The inside of a running newsroom, for a test that furnishes it with rows."""

from collections.abc import Iterator
from contextlib import contextmanager

from blog import create_app
from blog.database import db
from tests.system.newsroom import Newsroom


@contextmanager
def inside(room: Newsroom) -> Iterator[None]:
    """Open an application on the newsroom's database and folder, and close it again."""
    settings = {"DEVELOPMENT": True, "INSTANCE_PATH": str(room.instance), "BASE_URL": room.address}
    with create_app({**settings, "DATABASE_URL": room.settings.get("BLOG_DATABASE_URL")}).app_context():
        yield
        db.session.remove()
        db.engine.dispose()
