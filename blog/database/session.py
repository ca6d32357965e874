"""The SQLAlchemy session and the base class of all models, bound to a Flask application."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeAlias

import structlog
from flask import Flask, current_app, g, has_app_context, has_request_context, request
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Connection, MetaData
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import DeclarativeBase, Session, scoped_session

from blog.config.settings import settings_of
from blog.database.engine import configure_engine, has_written, make_private_file
from blog.database.faults.passing_faults import fault_of
from blog.database.faults.repeated_log import repeated_log

log = structlog.get_logger()

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})
CONTENT_LANGUAGE = "content_language"
"""Key of app.extensions: returns, as a session reads it, the language of the site's articles.

blog.web.site_identity sets it; without it the engine's option of this name counts, which the environment says.
"""


class Base(DeclarativeBase):
    """Base of all models; constraint names follow one rule, so that migrations can name them."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


db = SQLAlchemy(model_class=Base)

AnySession: TypeAlias = Session | scoped_session[Any]


def init_database(app: Flask) -> None:
    """Bind the database to *app*."""
    settings = settings_of(app)
    make_private_file(settings.database_url)
    db.init_app(app)
    app.context_processor(begin_answer)  # Before those of others, which ask who is signed in.
    with app.app_context():
        configure_engine(
            db.engine, synchronous=settings.sqlite_synchronous, is_reading=is_reading, is_hurried=is_hurried
        )
        db.engine.update_execution_options(content_language=settings.content_language or settings.language)


def content_language_tag(session: AnySession | Connection) -> str:
    """Return the tag of the language of the site's articles, such as en-GB, as *session* reads it now."""
    find = current_app.extensions.get(CONTENT_LANGUAGE) if has_app_context() else None
    if find:
        return str(find(session))
    bind = session if isinstance(session, Connection) else session.get_bind()
    return str(bind.get_execution_options().get("content_language", "en"))


def is_reading() -> bool:
    """Return whether the transaction that begins now serves a web request that changes nothing, or only its answer."""
    if not has_request_context() or g.get("is_writing", False):
        return False
    return request.method in SAFE_METHODS or bool(g.get("is_answering", False))


def begin_answer() -> dict[str, object]:
    """Before a page is made: release SQLite's write lock, unless something is written, and take it no more.

    Nobody should wait while the page of a refused form is made, and a page
    can be made while another session writes. What was loaded stays loaded.
    """
    if not has_request_context() or request.method in SAFE_METHODS or g.get("is_answering", False):
        return {}
    g.is_answering = True
    session = db.session()
    is_unchanged = not (session.new or session.dirty or session.deleted)
    if session.in_transaction() and is_unchanged and not has_written(session):
        session.expire_on_commit = False
        session.commit()
        session.expire_on_commit = True
    return {}


@contextmanager
def reading_aside(session: AnySession) -> Iterator[Connection]:
    """Open a connection beside *session* for what is long to read, so that no writer waits for it."""
    with session.get_bind().engine.connect() as connection:
        yield connection.execution_options(is_reading=True)


@contextmanager
def looking_ahead() -> Iterator[None]:
    """Let the block make pages or mails before anything is written; a transaction that may write begins after it.

    What the request has read or written before is ended.
    """
    try:
        yield
    finally:
        db.session.rollback()
        g.is_answering = False


@contextmanager
def writing() -> Iterator[None]:
    """Commit what the block writes at once, even while a GET is answered.

    For the bookkeeping of the edge alone: a rate limit's count, a session's
    last sign of life. What the request has read or written before is ended.
    """
    db.session.rollback()
    g.is_writing = True
    try:
        yield
        db.session.commit()
    finally:
        db.session.rollback()
        g.is_writing = False


@contextmanager
def writing_if_possible() -> Iterator[None]:
    """Commit what the block writes as writing() does, unless the database cannot be written now: that is logged.

    For what a page that is only read counts: nobody is kept from reading by it.
    """
    g.is_hurried = True
    try:
        with writing():
            yield
    except SQLAlchemyError as error:
        fault = fault_of(error)
        if fault is None:
            raise
        if times := repeated_log.count(("not counted", fault)):
            log.warning("not counted", database=fault, times=times)
    finally:
        g.is_hurried = False


def is_hurried() -> bool:
    """Return whether the transaction that begins now should not wait long for the write lock of SQLite."""
    return has_request_context() and bool(g.get("is_hurried", False))
