"""Folding of typography: what is copied from a page and what was typed become the same characters."""

import re
from typing import NamedTuple

UNSEEN = "\u00ad\u200b-\u200d\u2060\ufeff\ufe0e\ufe0f☐☑↩"
"""Soft hyphens, spaces without width, and signs that the page adds: boxes of tasks, the way back from a note."""
FOLD = re.compile(
    "(?P<quote>«[\u00a0\u202f]|[\u00a0\u202f]»|[«»“”„‟\"‘’‚‛‹›ʼ´`'「」『』])"
    "|(?P<dash>[-\u2010-\u2015\u2212]+)"
    "|(?P<dots>…)"
    rf"|(?P<space>[{UNSEEN}]*\s[\s{UNSEEN}]*)"
    rf"|(?P<unseen>[{UNSEEN}]+)"
)
FOLDED = {"quote": "'", "dash": "-", "dots": "...", "space": " ", "unseen": ""}


class Folded(NamedTuple):
    """A folded text; *spans* say for each of its characters where it stands in the original."""

    text: str
    spans: list[tuple[int, int]]

    def locate(self, start: int, end: int) -> tuple[int, int]:
        """Return where the characters from *start* to *end* stand in the original; an empty part lies between two."""
        if start < end:
            return self.spans[start][0], self.spans[end - 1][1]
        place = self.spans[start - 1][1] if start else 0
        return place, place


def fold(text: str) -> Folded:
    """Return *text* with one quote for all, one hyphen for each dash, three dots, single spaces, and nothing unseen.

    Languages differ in which marks are the inner ones. Non-breaking spaces are
    spaces; those inside of French quotation marks belong to the mark.
    """
    signs: list[str] = []
    spans: list[tuple[int, int]] = []
    place = 0
    for match in FOLD.finditer(text):
        signs.append(text[place : match.start()])
        spans += [(at, at + 1) for at in range(place, match.start())]
        made = FOLDED[str(match.lastgroup)]
        signs.append(made)
        spans += [match.span()] * len(made)
        place = match.end()
    signs.append(text[place:])
    spans += [(at, at + 1) for at in range(place, len(text))]
    return Folded("".join(signs), spans)


def keep(text: str) -> Folded:
    """Return *text* as it is, for a change of typography alone."""
    return Folded(text, [(at, at + 1) for at in range(len(text))])
