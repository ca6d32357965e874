"""A site with hostile contents to back up, and empty ones to restore it into."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import make_url, select

from blog import create_app
from blog.config.settings import settings_of
from blog.database import db
from blog.models import ListUpload
from tests.conftest import SETTINGS
from tests.factories import NOW, make_article, make_draft, make_follow, make_person, make_subscriber, make_topic, save

HOSTILE = "Tab\there, back\\slash, \\N, \\x41, line\nline\r\n, \b\f\v, ß Ж 日本 🦢, 'quote' \"two\" NULL"
NOT_COMPARED = {"backup_runs", "heartbeats", "installation", "content_version", "rate_counts"}


def furnish(app: Flask) -> None:
    """Give the site of the open context articles, readers, bytes and files."""
    author = make_person(biography=HOSTILE)
    topic = make_topic("Wörter")
    article = make_article("A bridge reopens", age_days=2, author=author, text=HOSTILE, topics=[topic])
    make_draft("Not yet", author=author)
    readers = [make_subscriber(name=f"Zoë {number}\t\\N") for number in range(30)]
    make_follow(readers[0], article=article)
    save(ListUpload(person_id=author.id, data=bytes(range(256)) * 4, uploaded_at=NOW + timedelta(microseconds=120)))
    media = media_of(app)
    for name, data in {
        "k3y/960.webp": b"picture",
        "k3y/original.jpg": bytes(70_000),
        "card-1/card.png": b"drawn",
    }.items():
        (media / name).parent.mkdir(parents=True, exist_ok=True)
        (media / name).write_bytes(data)
    (media / ".machines").mkdir(exist_ok=True)


def media_of(app: Flask) -> Path:
    return Path((settings_of(app).media_url or "").removeprefix("file://"))


def read_rows() -> dict[str, list[tuple[Any, ...]]]:
    """Return the rows of every table, as the program reads them."""
    tables = [table for table in db.metadata.sorted_tables if table.name not in NOT_COMPARED]
    found = {table.name: sorted(map(tuple, db.session.execute(select(table))), key=repr) for table in tables}
    db.session.rollback()
    return found


def read_files(folder: Path) -> dict[str, bytes]:
    """Return the files of *folder*, but for the marks that machines leave there."""
    files = {str(path.relative_to(folder)): path for path in folder.rglob("*") if path.is_file()}
    return {name: path.read_bytes() for name, path in files.items() if not name.startswith(".machines/")}


@contextmanager
def empty_site(folder: Path, url: str = "") -> Iterator[Flask]:
    """Yield an application whose database and folders hold nothing, in its context."""
    places = {
        "DATABASE_URL": url or f"sqlite:///{folder}/new/blog.sqlite3",
        "MEDIA_URL": (folder / "new" / "media").as_uri(),
        "INSTANCE_PATH": str(folder / "new"),
    }
    app = create_app({**SETTINGS, **places})
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


@pytest.fixture(params=["to sqlite", "to postgres"])
def new_url(request: pytest.FixtureRequest) -> str:
    """The address of an empty database of each kind; "" means a file."""
    if request.param == "to sqlite":
        return ""
    make: Callable[[str], str] = request.getfixturevalue("make_postgres")
    return make("restored")


def is_sqlite_url(url: str) -> bool:
    return not url or make_url(url).get_backend_name() == "sqlite"
