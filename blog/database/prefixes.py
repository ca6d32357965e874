"""Conditions on the beginning of a text, as ranges of an index in the order of bytes."""

from typing import Any

from sqlalchemy import ColumnElement, String, and_
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

SURROGATES = range(0xD800, 0xE000)
LAST = 0x10FFFF


class bytewise(FunctionElement[str]):  # noqa: N801
    """A text compared by the bytes of its UTF-8, as SQLite does by itself, whatever the collation of the database."""

    type = String()
    inherit_cache = True
    name = "bytewise"


@compiles(bytewise)
def compile_plain(element: bytewise, compiler: SQLCompiler, **more: Any) -> str:
    """Return the text as it is."""
    return str(compiler.process(element.clauses, **more))


@compiles(bytewise, "postgresql")
def compile_collated(element: bytewise, compiler: SQLCompiler, **more: Any) -> str:
    """Return the text in the collation that compares bytes."""
    return f'{compiler.process(element.clauses, **more)} COLLATE "C"'


def begins_with(text: Any, prefix: str) -> ColumnElement[bool]:
    """Return the condition that *text* begins with *prefix*, of one character or more."""
    end = end_of_prefix(prefix)
    is_after = bytewise(text) >= prefix
    return is_after if end is None else and_(is_after, bytewise(text) < end)


def end_of_prefix(prefix: str) -> str | None:
    """Return the first text after all that begin with *prefix*; None when there is none."""
    kept = prefix.rstrip(chr(LAST))
    if not kept:
        return None
    following = ord(kept[-1]) + 1
    return kept[:-1] + chr(SURROGATES.stop if following in SURROGATES else following)
