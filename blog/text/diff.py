"""Word diff of two texts, aligned by paragraphs, in time bounded by their length."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import chain, groupby
from typing import NamedTuple

from blog.text.diff_matching import diff_spans

PARAGRAPH = re.compile(r".*?\n{2,}|.+", re.DOTALL)
SCRIPTS = (range(0x300, 0x1E00), range(0x20D0, 0x2100), range(0xA66F, 0xABF0), range(0xFE00, 0xFE30))
"""Where Unicode has nearly all combining marks."""
MARKS = "".join(chr(code) for code in chain(*SCRIPTS) if unicodedata.category(chr(code))[0] == "M") + "\u200c\u200d"
EAST_ASIAN, THAI, KHMER, BURMESE = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af", "ก-ฮກ-ຮ", "\u1780-\u17b3", "\u1000-\u102a"
EMOJI = f"[\u2600-\u27bf\U0001f000-\U0001faff][{MARKS}\U0001f3fb-\U0001f3ff]*"
WORD = re.compile(
    f"[{EAST_ASIAN}][{MARKS}]*"
    f"|[เ-ไເ-ໄ]?[{THAI}][{MARKS}]*[ะาำະາຳ]?"
    f"|[{KHMER}](?:\u17d2[{KHMER}]|[{MARKS}])*|[{BURMESE}](?:\u1039[{BURMESE}]|[{MARKS}])*"
    rf"|[^\W_{EAST_ASIAN}\u0e01-\u0eff{KHMER}{BURMESE}](?:[^\W_{EAST_ASIAN}\u0e01-\u0eff{KHMER}{BURMESE}]|[{MARKS}])*"
    f"|[\U0001f1e6-\U0001f1ff]{{2}}|(?:{EMOJI})+"
    r"|\s+|[\W\w]"
)
"""A word, a space, a sign; in scripts that put no space between words each syllable or character counts as one.

No mark is parted from its letter, and no emoji from those that make one picture with it.
"""


class ChangeKind(StrEnum):
    """What happened to a piece of text."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


class Change(NamedTuple):
    """One piece of text: all that is not ADDED gives the old text, all that is not REMOVED the new one."""

    kind: ChangeKind
    text: str


@dataclass(frozen=True)
class Passage:
    """One paragraph that stayed, or a run of paragraphs in which something changed."""

    changes: tuple[Change, ...]

    @property
    def is_changed(self) -> bool:
        """Return whether old and new differ here."""
        return any(change.kind is not ChangeKind.SAME for change in self.changes)

    @property
    def old(self) -> tuple[Change, ...]:
        """Return the pieces of the old text."""
        return tuple(change for change in self.changes if change.kind is not ChangeKind.ADDED)

    @property
    def new(self) -> tuple[Change, ...]:
        """Return the pieces of the new text."""
        return tuple(change for change in self.changes if change.kind is not ChangeKind.REMOVED)


def compare(old: str, new: str) -> list[Change]:
    """Return the pieces of both texts in reading order; neighbours are never of one kind."""
    return list(merge_changes(chain.from_iterable(passage.changes for passage in diff_passages(old, new))))


def diff_passages(old: str, new: str) -> list[Passage]:
    """Return both texts side by side: paragraphs are aligned first, then the words of those that changed."""
    before, after = PARAGRAPH.findall(old), PARAGRAPH.findall(new)
    passages = []
    for is_same, (start, end, start_new, end_new) in diff_spans(before, after):
        if is_same:
            passages += [Passage((Change(ChangeKind.SAME, text),)) for text in before[start:end]]
        else:
            pieces = compare_words("".join(before[start:end]), "".join(after[start_new:end_new]))
            passages.append(Passage(tuple(pieces)))
    return passages


def compare_words(old: str, new: str) -> Iterator[Change]:
    """Yield the pieces of two passages; crumbs that stayed by chance between two large changes count as changed."""
    before, after = WORD.findall(old), WORD.findall(new)
    pieces = []
    for is_same, (start, end, start_new, end_new) in diff_spans(before, after):
        if is_same:
            pieces.append(Change(ChangeKind.SAME, "".join(before[start:end])))
        else:
            pieces.append(Change(ChangeKind.REMOVED, "".join(before[start:end])))
            pieces.append(Change(ChangeKind.ADDED, "".join(after[start_new:end_new])))
    return merge_changes(merge_short_matches(pieces))


def merge_short_matches(pieces: Sequence[Change]) -> Iterator[Change]:
    """Yield *pieces* with each match that is shorter than the changes on both its sides merged into them."""
    hunks: list[tuple[str, str, str]] = []
    for same, removed, added in to_hunks(pieces):
        hunk = (same, removed, added)
        while hunks and hunk[0] and is_short_match(hunk[0], hunks[-1][1:], hunk[1:]):
            before, gone, come = hunks.pop()
            hunk = (before, gone + hunk[0] + hunk[1], come + hunk[0] + hunk[2])
        hunks.append(hunk)
    for same, removed, added in hunks:
        yield Change(ChangeKind.SAME, same)
        yield Change(ChangeKind.REMOVED, removed)
        yield Change(ChangeKind.ADDED, added)


def to_hunks(pieces: Iterable[Change]) -> Iterator[tuple[str, str, str]]:
    """Yield triples: what stayed, and what was removed and added right after it."""
    same, removed, added = "", "", ""
    for kind, text in pieces:
        if kind is ChangeKind.SAME:
            if removed or added:
                yield same, removed, added
                same, removed, added = "", "", ""
            same += text
        elif kind is ChangeKind.REMOVED:
            removed += text
        else:
            added += text
    yield same, removed, added


def is_short_match(same: str, before: tuple[str, str], after: tuple[str, str]) -> bool:
    """Return whether the match *same* is no longer than the larger change on each side."""
    return len(same) <= min(max(map(len, before)), max(map(len, after)))


def merge_changes(pieces: Iterable[Change]) -> Iterator[Change]:
    """Yield *pieces* without empty ones and with neighbours of one kind made one; removals come first."""
    filled = (piece for piece in pieces if piece.text)
    for is_same, group in groupby(filled, key=lambda piece: piece.kind is ChangeKind.SAME):
        run = list(group)
        for kind in (ChangeKind.SAME,) if is_same else (ChangeKind.REMOVED, ChangeKind.ADDED):
            text = "".join(piece.text for piece in run if piece.kind is kind)
            if text:
                yield Change(kind, text)
