"""Escaping: words that Markdown would read as signs get a backslash (CommonMark 2.4)."""

import re

SPECIAL = re.compile(r"([\\`*\[\]<]|(?<!~)~(?=~)|(?<=~~)~|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;))")
AT_START = re.compile(
    r"^(?=[#+-](?:\s|$)|>|#{2,6}(?:\s|$)|-+ *$|=+ *$|[|:-][|: -]*$)|^(\d{1,9})(?=[.)](?:\s|$))", re.MULTILINE
)
HEADING_END = re.compile(r"(^|\s)(#+)$")


def escape(text: str) -> str:
    """Return *text* with a backslash before what Markdown would take for a sign."""
    return SPECIAL.sub(r"\\\1", text)


def escape_starts(text: str) -> str:
    """Return a paragraph none of whose lines begins as a heading, list, quote, rule or row of a table."""
    return AT_START.sub(lambda found: f"{found[1]}\\" if found[1] else "\\", text)


def escape_heading(text: str) -> str:
    """Return the words of a heading; the # at their end would be taken for its end (CommonMark 4.2)."""
    return HEADING_END.sub(r"\1\\\2", text)


def write_code(words: str) -> str:
    """Return *words* as code, whatever backticks are in it."""
    longest = max((len(found) for found in re.findall("`+", words)), default=0)
    fence, gap = "`" * (longest + 1), " " if "`" in words else ""
    return f"{fence}{gap}{words}{gap}{fence}"
