"""What has just happened, as a page says it: first in its title, and with the focus on its message."""

from collections.abc import Iterable, Iterator

from flask import Flask, request
from jinja2 import pass_context
from jinja2.runtime import Context
from wtforms import Field, FieldList
from wtforms.form import BaseForm

KEY = "blog.outcome"


def init_outcome(app: Flask) -> None:
    """Give templates the functions of this module."""
    app.jinja_env.globals.update(outcome=outcome, report_outcome=report_outcome, faulty_fields=faulty_fields)


def report_outcome(words: str) -> bool:
    """Let the title of the page begin with *words*; return whether their message, the first one, takes the focus."""
    if outcome():
        return False
    request.environ[KEY] = str(words).rstrip(". ")
    return True


def outcome() -> str:
    """Return what the title begins with, or "" on a page on which nothing has happened."""
    return str(request.environ.get(KEY, "")) if request else ""


@pass_context
def faulty_fields(context: Context) -> list[Field]:
    """Return the fields with errors of all forms that the template was given, if this page answers a form."""
    if not request or request.method != "POST":
        return []
    values = list(context.get_all().values())
    listed = [item for value in values if isinstance(value, list) for item in value]
    forms = {id(form): form for form in [*values, *listed] if isinstance(form, BaseForm)}
    return [field for form in forms.values() for field in single_fields(form) if field.errors]


def single_fields(fields: Iterable[Field]) -> Iterator[Field]:
    """Yield *fields*, and in place of a list the fields in it, each with its own label and errors."""
    for field in fields:
        if isinstance(field, FieldList):
            yield from single_fields(field)
        else:
            yield field
