"""The SQLAlchemy session and the base class of all models, bound to a Flask application."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, TypeAlias

from flask import Flask, g, has_request_context, request
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import Connection, MetaData
from sqlalchemy.orm import DeclarativeBase, Session, scoped_session

from blog.config.settings import settings_of
from blog.database.engine import configure_engine, make_private_file

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


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
    with app.app_context():
        configure_engine(db.engine, synchronous=settings.sqlite_synchronous, is_reading=is_reading)
        db.engine.update_execution_options(content_language=settings.content_language or settings.language)


def content_language_tag(session: AnySession) -> str:
    """Return the tag of the language of the site's articles, such as en-GB, which is an option of the engine."""
    return str(session.get_bind().get_execution_options().get("content_language", "en"))


def is_reading() -> bool:
    """Return whether the transaction that begins now serves a web request that changes nothing."""
    return has_request_context() and request.method in SAFE_METHODS and not g.get("is_writing", False)


@contextmanager
def reading_aside(session: AnySession) -> Iterator[Connection]:
    """Open a connection beside *session* for what is long to read, so that no writer waits for it."""
    with session.get_bind().engine.connect() as connection:
        yield connection.execution_options(is_reading=True)


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
