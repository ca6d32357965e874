"""Marks of runs, changed where CommonMark would not read them: its delimiters look at the characters beside them.

A closing ** after punctuation and before a letter stays in print (CommonMark
6.2), so punctuation at the ends of a mark moves out of it, and a mark around
punctuation alone goes.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

from markdown_it.common.utils import isMdAsciiPunct, isPunctChar

from blog.text.markdown.pasting.inline_runs import EMPHASIS, STRONG, STRUCK, Run

PIECES = re.compile(r"\s+|\S+")
VERBATIM = "`"
MARKS = (STRONG, EMPHASIS, STRUCK)


def is_punctuation(character: str) -> bool:
    """Return whether CommonMark calls *character* punctuation."""
    return isPunctChar(character) or isMdAsciiPunct(ord(character))


def tidy_marks(runs: Sequence[Run]) -> list[Run]:
    """Return *runs*, which share a link or have none, with marks that begin and end where they can be read."""
    tidied = list(runs)
    for mark in MARKS:
        tidied = list(tidy_mark(tidied, mark))
    return tidied


def tidy_mark(runs: Sequence[Run], mark: str) -> Iterator[Run]:
    """Yield *runs* with *mark* where it can be read."""
    groups = [(is_marked, list(group)) for is_marked, group in groupby(runs, lambda run: mark in run.marks)]
    for position, (is_marked, group) in enumerate(groups):
        before = outline(groups[position - 1][1][-1:])[-1:] if position else ""
        after = outline(groups[position + 1][1][:1])[:1] if position + 1 < len(groups) else ""
        yield from trim(group, mark, before, after) if is_marked else group


def outline(runs: Sequence[Run]) -> str:
    """Return the text of *runs*; what is verbatim is one sign, since it cannot be parted."""
    return "".join(VERBATIM if run.is_verbatim else run.text for run in runs)


def trim(runs: Sequence[Run], mark: str, before: str, after: str) -> list[Run]:
    """Return *runs*, all with *mark*, without it at the ends where it could not be read.

    *before* and *after* are the characters beside them, "" at the end of a text.
    """
    text = outline(runs)
    start, end = 0, len(text)
    while start < end and not can_open(text[start - 1] if start else before, text[start]):
        start += 1
    while start < end and not can_open(text[end] if end < len(text) else after, text[end - 1]):
        end -= 1
    if not any(character == VERBATIM or not is_loose(character) for character in text[start:end]):
        start = end
    return list(cut(runs, mark, start, end))


def can_open(outside: str, inside: str) -> bool:
    """Return whether a delimiter between these characters is left-flanking (or right-flanking, seen from behind)."""
    return not inside.isspace() and (not is_punctuation(inside) or not outside or is_loose(outside))


def is_loose(character: str) -> bool:
    """Return whether *character* is a space or punctuation."""
    return character.isspace() or is_punctuation(character)


def cut(runs: Sequence[Run], mark: str, start: int, end: int) -> Iterator[Run]:
    """Yield *runs* with *mark* only from *start* to *end* of their outline."""
    position = 0
    for run in runs:
        length = 1 if run.is_verbatim else len(run.text)
        first, last = (min(max(bound - position, 0), length) for bound in (start, end))
        parts = ((0, first, False), (first, last, True), (last, length, False))
        for begin, stop, is_marked in parts:
            if begin < stop:
                text = run.text if run.is_verbatim else run.text[begin:stop]
                yield run._replace(text=text, marks=run.marks if is_marked else run.marks - {mark})
        position += length


def simplify(runs: Sequence[Run], dropped: frozenset[str]) -> list[Run]:
    """Return *runs* without the marks *dropped* in words of which only a part has marks."""
    return list(change_words(runs, lambda word: [run._replace(marks=run.marks - dropped) for run in word]))


def change_words(runs: Sequence[Run], change: Callable[[list[Run]], list[Run]]) -> Iterator[Run]:
    """Yield *runs*, those of each word with several kinds of marks as *change* returns them."""
    pieces = (run._replace(text=text) for run in runs for text in split_run(run))
    for is_gap, group in groupby(pieces, lambda run: run.text.isspace()):
        word = list(group)
        is_mixed = not is_gap and len({run.marks.intersection(MARKS) for run in word}) > 1
        yield from change(word) if is_mixed else word


def split_run(run: Run) -> list[str]:
    """Return the words and gaps of *run*."""
    return [run.text] if run.is_verbatim else PIECES.findall(run.text)
