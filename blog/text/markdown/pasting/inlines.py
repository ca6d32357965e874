"""Inline formatting of pasted HTML as Markdown: strong, emphasis, strikethrough, code, links, notes."""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby, takewhile

from markdown_it.token import Token

from blog.text.markdown.inline_rules import is_intricate
from blog.text.markdown.pasting.emphasis import MARKS, simplify, tidy_marks
from blog.text.markdown.pasting.escaping import escape, write_code
from blog.text.markdown.pasting.html_tree import Part
from blog.text.markdown.pasting.inline_runs import CODE, EMPHASIS, NOTE, STRONG, STRUCK, Run, read_runs
from blog.text.markdown.pasting.superscripts import SUBSCRIPT, SUPERSCRIPT, raise_text
from blog.text.markdown.rendering import FULL

DELIMITERS = {STRONG: "**", EMPHASIS: "*", STRUCK: "~~"}
OPENED = {"strong": STRONG, "em": EMPHASIS, "s": STRUCK}
AROUND = re.compile(r"(\s*)(.*?)(\s*)", re.DOTALL)
LINE_BREAK = re.compile(r" *\n *")
SEVERAL = re.compile(r" {2,}")
MAX_CHECKED = 50_000
"""Characters of a paragraph that is read back; a longer one keeps no marks."""
LOOK_AHEAD = 50
"""Runs among which the mark that holds longest is found."""
INNER = (frozenset[str](), frozenset({EMPHASIS}), frozenset(MARKS))
"""Marks to drop inside of words, step by step, until what is written is read as it was meant."""


def write_inline(parts: Iterable[Part], excluded: frozenset[str] = frozenset()) -> str:
    """Return *parts* as Markdown; a single line break is a hard one. Marks in *excluded* are not written.

    Where our own parser would read other marks than were meant, as with
    overlapping ones inside of a word, fewer are written: no sign is ever shown.
    """
    runs = [run._replace(marks=run.marks - excluded) for run in raise_runs(read_runs(parts, Run("")))]
    plain = [run._replace(marks=run.marks.difference(MARKS)) for run in runs]
    if sum(len(run.text) for run in runs) > MAX_CHECKED or runs == plain:
        return join(plain)
    for dropped in INNER:
        tried = [run for group in by_address(simplify(runs, dropped)) for run in tidy_marks(group)]
        text = join(tried)
        if not is_intricate(text) and is_read_as(text, tried):
            return text
    return join(plain)


def raise_runs(runs: Iterable[Run]) -> Iterator[Run]:
    """Yield *runs* with superscripts and subscripts as characters."""
    before = ""
    for run in runs:
        for kind in (SUPERSCRIPT, SUBSCRIPT):
            if kind in run.marks:
                raised = raise_text(run.text, kind, is_attached=before.isalnum())
                run = run._replace(text=raised, marks=run.marks - {kind})  # noqa: PLW2901 - the same run, raised.
        before = run.text[-1:] or before
        yield run


def by_address(runs: Iterable[Run]) -> Iterator[list[Run]]:
    """Yield *runs* in groups that share a link."""
    for _, group in groupby(runs, lambda run: run.address):
        yield list(group)


def join(runs: Sequence[Run]) -> str:
    """Return *runs* as Markdown; ! before a link would make it an image."""
    text = ""
    for group in by_address(runs):
        address = group[0].address
        piece = write_link(group, address) if address else write_runs(group)
        text = guard(text, piece) + piece
    return SEVERAL.sub(" ", LINE_BREAK.sub("\n", text)).strip()


def guard(text: str, piece: str) -> str:
    """Return *text* with its last ! escaped if *piece* begins with a bracket."""
    return f"{text[:-1]}\\!" if text.endswith("!") and piece.startswith("[") else text


def is_read_as(text: str, runs: Sequence[Run]) -> bool:
    """Return whether our parser reads in *text* the words of *runs*, with their marks."""
    tokens: list[Token] = []
    FULL.inline.parse(text, FULL, {"pictures": {}}, tokens)
    meant = [pair for run in runs for pair in pairs(run.text, run.marks.intersection(MARKS))]
    return list(read_back(tokens)) == meant


def read_back(tokens: Iterable[Token]) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield each character that is shown, with its marks."""
    marks: list[str] = []
    for token in tokens:
        if token.tag in OPENED and token.nesting:
            marks = [*marks, OPENED[token.tag]] if token.nesting > 0 else marks[:-1]
        yield from pairs(token.content if token.type != "image" else "!", frozenset(marks))


def pairs(text: str, marks: frozenset[str]) -> Iterator[tuple[str, frozenset[str]]]:
    """Yield the characters of *text* that are no spaces; only those of words have marks that are compared."""
    return ((sign, marks if sign.isalnum() else frozenset()) for sign in text if not sign.isspace())


def write_link(runs: Sequence[Run], address: str) -> str:
    """Return a link; spaces at its ends stand outside."""
    before, words, after = split(write_runs(runs).replace("\n", " "))
    return f"{before}[{words}]({address}){after}" if words else before + after


def write_runs(runs: Sequence[Run]) -> str:
    """Return *runs* with the delimiters of their marks, each opened once where neighbours share it."""
    text, open_marks = "", list[str]()
    runs = list(join_code(runs))
    for position, run in enumerate(runs):
        before, words, after = split(run.text)
        if not words:
            text = (close(text, open_marks, []) if ends_paragraph(text, run.text) else text) + run.text
            continue
        text = close(text, open_marks, [mark for mark in DELIMITERS if mark in run.marks])
        new = longest_first(run.marks.difference(open_marks), runs[position : position + LOOK_AHEAD])
        open_marks += new
        piece = "".join(DELIMITERS[mark] for mark in new) + write_words(words, run.marks)
        text = guard(text + before, piece) + piece + after
    return close(text, open_marks, [])


def join_code(runs: Iterable[Run]) -> Iterator[Run]:
    """Yield *runs*, code that goes on in the next one as one: two backticks between them would be part of it."""
    last: Run | None = None
    for run in runs:
        if last and CODE in run.marks and run.marks == last.marks and "\n" not in (run.text, last.text):
            last = run._replace(text=last.text + run.text)
            continue
        yield from [last] if last else []
        last = run
    yield from [last] if last else []


def ends_paragraph(text: str, space: str) -> bool:
    """Return whether *space* after *text* has a second line break: no mark reaches into the next paragraph."""
    return "\n" in space and text.rstrip(" ").endswith("\n")


def longest_first(new: frozenset[str], runs: Sequence[Run]) -> list[str]:
    """Return those of *new* that have delimiters, the one that holds for most of the next *runs* first."""

    def length(mark: str) -> int:
        return sum(1 for _ in takewhile(lambda run: mark in run.marks or run.text.isspace(), runs))

    return sorted((mark for mark in DELIMITERS if mark in new), key=length, reverse=True)


def write_words(words: str, marks: frozenset[str]) -> str:
    """Return *words* as code, as the reference to a note, or escaped."""
    if CODE in marks:
        return write_code(words)
    return words if NOTE in marks else escape(words)


def close(text: str, open_marks: list[str], required: Sequence[str]) -> str:
    """Return *text* with the delimiters of marks that are not *required* closed, before the spaces at its end."""
    while any(mark not in required for mark in open_marks):
        words = text.rstrip()
        text = words + DELIMITERS[open_marks.pop()] + text[len(words) :]
    return text


def split(text: str) -> tuple[str, str, str]:
    """Return the spaces before, the words, and the spaces after."""
    before, words, after = AROUND.fullmatch(text).groups()  # type: ignore[union-attr]
    return before, words, after
