"""Inline formatting of pasted HTML as Markdown: strong, emphasis, strikethrough, code and links."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from blog.text.markdown.pasting.html_tree import Node, Part
from blog.text.markdown.pasting.link_cleaning import clean_address

STRONG, EMPHASIS, STRUCK, CODE = "strong", "emphasis", "struck", "code"
DELIMITERS = {STRONG: "**", EMPHASIS: "*", STRUCK: "~~"}
TAGS = {
    "b": STRONG, "strong": STRONG, "i": EMPHASIS, "em": EMPHASIS, "cite": EMPHASIS, "dfn": EMPHASIS, "s": STRUCK,
    "strike": STRUCK, "del": STRUCK, "code": CODE, "kbd": CODE, "samp": CODE, "tt": CODE,
}  # fmt: skip
HEAVY = re.compile(r"bold|bolder|[6-9]00")
SPACES = re.compile(r"[ \t\r\n\f\u00a0]+")
AROUND = re.compile(r"(\s*)(.*?)(\s*)", re.DOTALL)
SPECIAL = re.compile(r"([\\`*\[\]<]|~~|(?<![^\W_])_|_(?![^\W_])|&(?=#?\w+;))")
AT_START = re.compile(r"^(?=[#>+-](?:\s|$)|#{2,6}\s|-{3,}$|={2,}$)|^(\d{1,9})(?=[.)](?:\s|$))", re.MULTILINE)
LINE_BREAK = re.compile(r" *\n *")
SEVERAL = re.compile(r" {2,}")


class Run(NamedTuple):
    """Text of one kind; a line break in it is one that the author made."""

    text: str
    marks: frozenset[str] = frozenset()
    address: str | None = None


def write_inline(parts: Iterable[Part], excluded: frozenset[str] = frozenset()) -> str:
    """Return *parts* as Markdown; a single line break is a hard one. Marks in *excluded* are not written."""
    runs = [run._replace(marks=run.marks - excluded) for run in read_runs(parts, Run(""))]
    links = ((address, list(group)) for address, group in groupby(runs, lambda run: run.address))
    text = "".join(write_link(group, address) if address else write_runs(group) for address, group in links)
    return SEVERAL.sub(" ", LINE_BREAK.sub("\n", text)).strip()


def read_runs(parts: Iterable[Part], outer: Run) -> Iterator[Run]:
    """Yield the text in *parts*, which stand inside of what *outer* says."""
    for part in parts:
        if isinstance(part, str):
            yield outer._replace(text=SPACES.sub(" ", part))
        elif part.tag == "br":
            yield outer._replace(text="\n")
        elif part.styles.get("mso-list") != "ignore" and not part.is_hidden:
            yield from read_runs(part.children, inherit(part, outer))


def inherit(node: Node, outer: Run) -> Run:
    """Return what holds inside of *node*: its tag counts, and its style has the last word."""
    marks = set(outer.marks)
    if node.tag in TAGS:
        marks.add(TAGS[node.tag])
    styles = node.styles
    for mark, name, sign in (
        (STRONG, "font-weight", HEAVY),
        (EMPHASIS, "font-style", re.compile("italic|oblique")),
        (STRUCK, "text-decoration", re.compile(".*line-through.*")),
    ):
        if styles.get(name):
            is_marked = sign.fullmatch(styles[name]) is not None
            marks = marks | {mark} if is_marked else marks - {mark}
    address = clean_address(node.attributes.get("href", "")) if node.tag == "a" else outer.address
    return Run("", frozenset(marks), address)


def write_link(runs: Sequence[Run], address: str) -> str:
    """Return a link; spaces at its ends stand outside."""
    before, words, after = split(write_runs(runs).replace("\n", " "))
    return f"{before}[{words}]({address}){after}" if words else before + after


def write_runs(runs: Iterable[Run]) -> str:
    """Return *runs* with the delimiters of their marks, each opened once where neighbours share it."""
    text, open_marks = "", list[str]()
    for run in runs:
        before, words, after = split(run.text)
        if not words:
            text += run.text
            continue
        required = [mark for mark in DELIMITERS if mark in run.marks]
        text = close(text, open_marks, required)
        new = [mark for mark in required if mark not in open_marks]
        open_marks += new
        words = write_code(words) if CODE in run.marks else escape(words)
        text += before + "".join(DELIMITERS[mark] for mark in new) + words + after
    return close(text, open_marks, [])


def close(text: str, open_marks: list[str], required: Sequence[str]) -> str:
    """Return *text* with the delimiters of marks that are not *required* closed, before the spaces at its end."""
    while any(mark not in required for mark in open_marks):
        after = split(text)[2]
        text = text[: len(text) - len(after)] + DELIMITERS[open_marks.pop()] + after
    return text


def split(text: str) -> tuple[str, str, str]:
    """Return the spaces before, the words, and the spaces after."""
    before, words, after = AROUND.fullmatch(text).groups()  # type: ignore[union-attr]
    return before, words, after


def write_code(words: str) -> str:
    """Return *words* as code, whatever backticks are in it."""
    longest = max((len(found) for found in re.findall("`+", words)), default=0)
    fence, gap = "`" * (longest + 1), " " if "`" in words else ""
    return f"{fence}{gap}{words}{gap}{fence}"


def escape(text: str) -> str:
    """Return *text* with a backslash before what Markdown would take for a sign."""
    return SPECIAL.sub(r"\\\1", text)


def escape_starts(text: str) -> str:
    """Return a paragraph none of whose lines begins as a heading, list, quote or rule."""
    return AT_START.sub(lambda found: f"{found[1]}\\" if found[1] else "\\", text)
