"""Templates escape what they print, and no SQL statement is built from strings (docs/security.md)."""

import ast
import re
from functools import cache
from pathlib import Path

BLOG = Path(__file__).parent.parent / "blog"


def templates() -> list[Path]:
    return sorted(
        path for path in (BLOG / "templates").rglob("*.*") if path.suffix in {".html", ".xml", ".txt", ".atom"}
    )


def test_nothing_but_the_sanitised_body_is_printed_unescaped() -> None:
    # with_record puts the record of processing, a template of ours, in the place of a paragraph.
    trusted = re.compile(r"\b(body_html(\|with_record\(article\.language\))?|rendered\.html|html)\s*\|\s*safe\b")
    unsafe = []

    for path in templates():
        for line in path.read_text("utf-8").splitlines():
            rest = trusted.sub("", line)
            if re.search(r"\|\s*safe\b|Markup|autoescape\s+false|xmlattr", rest):
                unsafe.append((path.name, line.strip()))

    assert unsafe == []


def test_only_the_makers_of_safe_html_say_that_it_is_safe() -> None:
    users = {path.name for path in BLOG.rglob("*.py") if re.search(r"\bMarkup\b", path.read_text("utf-8"))}

    # memoized.py does what Jinja does: the words of a template's own gettext are safe, the values in them are escaped.
    # fragment_cache.py joins what templates have escaped, and escapes what it puts between.
    # mail_body.py holds what MailHtmlWriter has written: elements of our own, and escaped text.
    # facet_field.py writes options as WTForms does: value and label of each are escaped.
    assert users <= {"facet_field.py", "fragment_cache.py", "mail_body.py", "memoized.py"}


@cache
def calls() -> list[tuple[str, ast.Call]]:
    found = []
    for path in sorted(BLOG.rglob("*.py")):
        found += [
            (path.name, node) for node in ast.walk(ast.parse(path.read_text("utf-8"))) if isinstance(node, ast.Call)
        ]
    return found


def is_built(node: ast.expr) -> bool:
    """Return whether a text is put together from parts; a number by :d is the one harmless part."""
    if isinstance(node, ast.JoinedStr):
        parts = [part for part in node.values if isinstance(part, ast.FormattedValue)]
        return any(part.format_spec is None or ast.unparse(part.format_spec) != "f'd'" for part in parts)
    is_format = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "format"
    return is_format or isinstance(node, ast.BinOp)


def test_no_sql_is_put_together_from_strings() -> None:
    takers = {"text", "execute", "exec_driver_sql", "executemany", "literal_column", "DDL"}
    built = [
        (name, ast.unparse(call))
        for name, call in calls()
        if getattr(call.func, "attr", getattr(call.func, "id", "")) in takers and call.args and is_built(call.args[0])
    ]

    # Definitions, COPY and LISTEN take no parameters: there the names of our own tables and channel are put together,
    # and in backups names of tables and columns that are those of a schema, or letters, digits and lines alone.
    backups = {"backup_tables.py", "postgres_copy.py", "sqlite_rows.py"}
    assert [name for name, _ in built if name not in {"triggers.py", "version_watch.py"} | backups] == []
