"""Ways to write one change into the source of a Markdown text; which of them is right shows when it is rendered."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise, product, takewhile
from typing import NamedTuple

from blog.text.markdown.pasting.escaping import escape, escape_starts
from blog.text.wording.changes import WordingChange
from blog.text.wording.source_characters import GAP, CharacterKind, SourceCharacter

CLOSING = frozenset("]*_~`")
ITEM = re.compile(r"[ \t>]*(?:[-+*]|\d{1,9}[.)])[ \t]+(?:\[[ xX]\][ \t]+)?")
QUOTE = re.compile(r"[ \t]*(?:>[ \t]?)+")
HOLE = "\ue000"
"""Stands for a character that went; for private use, and never in an article."""
HOLLOW_RUN = re.compile(rf"(?<!\*)(\*+){HOLE}+\1(?!\*)|{HOLE}{{2,}}")
HOLLOW_MARK = re.compile(rf"(\*{{1,3}}|_{{1,3}}|~~|`+){HOLE}+\1|\[{HOLE}+\](?:\([^()\n]*\)|\[[^\]\n]*\])|{HOLE}{{2,}}")
OPENED_SPACE = re.compile(rf"([*_~]{{1,3}}){HOLE}+([ \t]+)")
CLOSED_SPACE = re.compile(rf"([ \t]+){HOLE}+([*_~]{{1,3}})")
QUOTED_SIGN = re.compile(r'(["|])')


class Edit(NamedTuple):
    """A part of the source, and what stands there instead."""

    start: int
    end: int
    words: str = ""


def apply_edits(text: str, edits: Sequence[Edit]) -> str:
    """Return *text* with *edits* that do not overlap."""
    pieces, place = [], 0
    for start, end, words in sorted(edits):
        pieces += [text[place:start], words]
        place = max(place, end)
    return "".join([*pieces, text[place:]])


def propose(text: str, characters: Sequence[SourceCharacter], hunk: WordingChange) -> Iterator[str]:
    """Yield *text* with *hunk* written into it in several ways, the one that keeps most of the markup first."""
    parts = list(split_hunk(characters, hunk))
    if hunk.characters and not parts:
        yield from join_blocks(text, characters, hunk)
        return
    start = parts[0].words[0].start if parts else insertion_points(text, characters, hunk)[0]
    for words in dict.fromkeys(write_words(text, hunk.words, start)):
        if not parts:
            yield from (apply_edits(text, [Edit(at, at, words)]) for at in insertion_points(text, characters, hunk))
        else:
            yield from dict.fromkeys(apply_edits(text, edits) for edits in combine(text, parts, words))


def combine(text: str, parts: Sequence["Part"], words: str) -> Iterator[list[Edit]]:
    """Yield ways to put *words* in place of *parts*: lines that are emptied go, then are left."""
    for is_removing in (True, False):
        removed = [part for part in parts if is_removing and part.is_whole]
        if words.strip():
            removed = [part for part in removed if part is not parts[0]]
        left = [part for part in parts if part not in removed]
        notes = "".join(text[start:end] for part in removed for start, end in part.notes)
        lines = [line_edit(text, part) for part in removed]
        for write, remove in product(WAYS if left else WAYS[:1], WAYS[:4:3] if len(left) > 1 else WAYS[:1]):
            first = write(text, left[0], words + notes) if left else []
            rest = [edit for part in left[1:] for edit in remove(text, part, "")]
            if len(left) > 1:
                yield [*first, *rest, *join_edits(text, left, lines)]
            yield [*lines, *first, *rest]


def join_edits(text: str, left: Sequence["Part"], lines: Sequence[Edit]) -> list[Edit]:
    """Return what makes one block of those of *left*; *lines* that go lie between them or not."""
    joins = [Edit(one.block[1], other.block[0]) for one, other in pairwise(left)]
    if any("|" in text[start:end] for start, end, _ in joins):
        return []
    outside = (line for line in lines if not any(line.start < join.end and join.start < line.end for join in joins))
    return [*joins, *outside]


def join_blocks(text: str, characters: Sequence[SourceCharacter], hunk: WordingChange) -> Iterator[str]:
    """Yield *text* with the words of *hunk* between two blocks, which become one."""
    first, last = hunk.characters[0], hunk.characters[-1]
    if not first:
        return
    start, end = characters[find_gap(characters, first - 1)].end, characters[last].start
    if 0 <= start < end and "|" not in text[start:end]:
        yield apply_edits(text, [Edit(start, end, hunk.words)])


@dataclass(frozen=True)
class Part:
    """The characters of a hunk that stand in one block: *words* of the source, *notes* between them, *outer* bounds."""

    words: Sequence[SourceCharacter]
    notes: Sequence[tuple[int, int]]
    outer: tuple[int, int]
    block: tuple[int, int]
    is_whole: bool
    """Whether the block has no other words."""


def split_hunk(characters: Sequence[SourceCharacter], hunk: WordingChange) -> Iterator[Part]:
    """Yield the parts of *hunk*, block by block."""
    gone = set(hunk.characters)
    for gap, indices in groupby(hunk.characters, key=lambda at: find_gap(characters, at)):
        run = [at for at in indices if characters[at].kind is CharacterKind.WORD]
        if not run:
            continue
        first, last = run[0], run[-1]
        block = characters[gap]
        before, after = characters[first - 1], characters[last + 1] if last + 1 < len(characters) else GAP
        others = takewhile(lambda at: characters[at].kind is not CharacterKind.GAP, range(gap + 1, len(characters)))
        notes = [characters[at][1:3] for at in range(first, last) if characters[at].kind is CharacterKind.NOTE]
        yield Part(
            words=[characters[at] for at in run],
            notes=list(dict.fromkeys(notes)),
            outer=(
                block.start if before.kind is CharacterKind.GAP else before.end,
                block.end if after.kind is CharacterKind.GAP else after.start,
            ),
            block=(block.start, block.end),
            is_whole=all(at in gone or characters[at].kind is CharacterKind.NOTE for at in others),
        )


def find_gap(characters: Sequence[SourceCharacter], place: int) -> int:
    """Return the index of the gap before the block in which *place* is."""
    while characters[place].kind is not CharacterKind.GAP:
        place -= 1
    return place


def write_inside(text: str, part: Part, words: str) -> list[Edit]:
    """Put *words* where the first character stood; marks stay, but for those that would hold nothing."""
    return [Edit(*part.outer, hollow(text, part, words).replace(HOLE, ""))]


def write_beside(text: str, part: Part, words: str) -> list[Edit]:
    """Do as write_inside, with the spaces at the ends of marks, which would be signs then, moved out of them."""
    start, end = part.outer
    first, last = start - (text[start - 1 : start] == " "), end + (text[end : part.block[1]][:1] == " ")
    holed = f"{text[first:start]}{hollow(text, part, words)}{text[end:last]}"
    return [Edit(first, last, OPENED_SPACE.sub(r"\2\1", CLOSED_SPACE.sub(r"\2\1", holed)).replace(HOLE, ""))]


def hollow(text: str, part: Part, words: str) -> str:
    """Return what stands between the outer bounds of *part*, with *words* before the holes its characters leave."""
    start, end = part.outer
    first = part.words[0].start
    edits = [Edit(first, first, words), *(Edit(character.start, character.end, HOLE) for character in part.words)]
    holed = apply_edits(text[:end], edits)[start:]
    for hollow_mark in (HOLLOW_RUN, HOLLOW_MARK):
        tidied = None
        while tidied != holed:
            tidied, holed = holed, hollow_mark.sub(HOLE, holed)
    return holed


def write_over(text: str, part: Part, words: str) -> list[Edit]:
    """Put *words* in place of everything from the first character to the last; notes follow them."""
    notes = "".join(text[start:end] for start, end in part.notes)
    return [Edit(part.words[0].start, part.words[-1].end, words + notes)]


def write_around(text: str, part: Part, words: str) -> list[Edit]:
    """Put *words* in place of everything between the characters around, with the marks that stand there."""
    notes = "".join(text[start:end] for start, end in part.notes)
    return [Edit(*part.outer, words + notes)]


WAYS = (write_inside, write_beside, write_over, write_around)


def line_edit(text: str, part: Part) -> Edit:
    """Return the removal of the lines of a block."""
    last = text.find("\n", part.block[1])
    return Edit(text.rfind("\n", 0, part.block[0]) + 1, last + 1 if last >= 0 else len(text))


def write_words(text: str, words: str, place: int) -> Iterator[str]:
    """Yield *words* as they may be written at *place*: as they are, or with what Markdown takes for signs escaped."""
    line = text[text.rfind("\n", 0, place) + 1 :].partition("\n")[0]
    plain = find_parting(line).join(re.split(r"\s*\n\s*", words))
    yield plain
    yield escape(plain)
    yield escape_starts(escape(plain))
    yield QUOTED_SIGN.sub(r"\\\1", escape(plain))


def find_parting(line: str) -> str:
    """Return what stands in the Markdown between two blocks of the kind of which *line* is."""
    if item := ITEM.match(line):
        return f"\n{item[0]}"
    if quote := QUOTE.match(line):
        return f"\n{quote[0].rstrip()}\n{quote[0]}"
    return "\n\n" + (re.match(r"[ \t]*", line) or [""])[0]


def insertion_points(text: str, characters: Sequence[SourceCharacter], hunk: WordingChange) -> list[int]:
    """Return where words may be added before a character: outside of the marks between it and the character before."""
    before = characters[hunk.before - 1]
    after = characters[hunk.before] if hunk.before < len(characters) else GAP
    if before.kind in {CharacterKind.GAP, CharacterKind.FIXED}:
        return [after.start]
    next_start = (
        characters[find_gap(characters, hunk.before - 1)].end if after.kind is CharacterKind.GAP else after.start
    )
    if next_start <= before.end:
        return [before.end]
    is_closing = not before.sign.isspace() and text[before.end] in CLOSING
    return [next_start, before.end] if is_closing else [before.end, next_start]
