"""What a command prints when the world fails it: one sentence, and no trace."""

from typing import Any

import click
from flask.cli import ScriptInfo
from sqlalchemy.engine import Engine
from sqlalchemy.exc import SQLAlchemyError

from blog.database import db
from blog.database.faults.passing_faults import describe_fault, fault_of
from blog.pictures.bucket.bucket_faults import BucketFault
from blog.pictures.files.storage import FileUnreadable


def explain_failures(command: click.Command) -> click.Command:
    """Let *command* end with a sentence and status 1 when a file, or the database, cannot be read or written."""
    invoke = command.invoke

    def invoke_and_explain(context: click.Context) -> Any:
        try:
            return invoke(context)
        except SQLAlchemyError as error:
            raise click.ClickException(explain_database(error, engine_of(context))) from error
        except BrokenPipeError:
            raise
        except (BucketFault, FileUnreadable) as error:
            raise click.ClickException(str(error)) from error
        except OSError as error:
            raise click.ClickException(explain_file(error)) from error

    command.invoke = invoke_and_explain  # type: ignore[method-assign, assignment]
    return command


def engine_of(context: click.Context) -> Engine:
    """Return the engine of the application that the command runs for."""
    with context.ensure_object(ScriptInfo).load_app().app_context():
        return db.engine


def explain_database(error: SQLAlchemyError, engine: Engine) -> str:
    """Return the sentence about a fault of the database that passes.

    Raises:
        SQLAlchemyError: it is another error, a fault of ours.
    """
    fault = fault_of(error, engine)
    if fault is None:
        raise error
    return describe_fault(fault, engine)


def explain_file(error: OSError) -> str:
    """Return the sentence about a file, or another part of the system, that failed."""
    if error.errno is None:
        return str(error)
    what = f"{error.filename}: " if error.filename else ""
    return f"{what}{error.strerror or error}. Is the disk full or read-only, and may this account use it?"
