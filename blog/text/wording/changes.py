"""What differs between a wording and the one that replaces it, word by word."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

from blog.text.diff import WORD
from blog.text.diff_matching import diff_spans
from blog.text.wording.finding import Place
from blog.text.wording.folding import Folded, fold, keep
from blog.text.wording.source_characters import CharacterKind


class WordingChange(NamedTuple):
    """A run of characters that gives way to *words*: their indices; none where words are added before *before*."""

    characters: Sequence[int]
    words: str
    before: int


SHOWN_SIGN = re.compile(r"[☐☑]\s|\s?↩\ufe0e?")
"""What a page puts before a task and behind a note."""
BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
LINE_END = re.compile(r"[\n\t]")
"""Cells are copied with tabs between them."""
Span = tuple[int, int, int, int]
"""Start and end among the characters of a place, start and end in the new words."""


class NoteInChange(Exception):
    """Words beside the number of a note change together with it, so that nobody can tell one from the other."""


def propose_changes(place: Place, new: str) -> Iterator[list[WordingChange]]:
    """Yield what is to change at *place* so that readers see *new*, a line for each block.

    Word by word, then block by block, then at one go.

    Raises:
        NoteInChange: the new words hold the number of a note amid other changes.
    """
    spans = list(compare_wording(place, new, fold)) or list(compare_wording(place, new, keep))
    yield [make_hunk(place, span, new) for span in spans]
    if len(spans) > 1:
        yield [make_hunk(place, span, new) for span in join_within_blocks(place, spans)]
        yield [make_hunk(place, join(spans[0], spans[-1]), new)]


def part_lines(place: Place, new: str) -> str:
    """Return *new* on one line for each block that it means; other spaces are single.

    A blank line parts blocks. A mere line end does where a block ended before,
    or, among words that are new, where several blocks were copied.
    """
    new = SHOWN_SIGN.sub("", new).strip()
    blocks = find_block_ends(place, new)
    is_parting = any(is_gap(place, at) for at in place.characters)

    def write_space(match: re.Match[str]) -> str:
        was_end = next((blocks[at] for at in range(*match.span()) if at in blocks), is_parting and "\n" in match[0])
        return "\n" if BLANK_LINE.search(match[0]) or (was_end and LINE_END.search(match[0])) else " "

    return re.sub(r"\s+", write_space, new)


def find_block_ends(place: Place, new: str) -> dict[int, bool]:
    """Return for each space of *new* that stood there before, by where it begins, whether a block ended with it."""
    signs = read_signs(place)
    old, folded = fold(signs), fold(new)
    before, after = WORD.findall(old.text), WORD.findall(folded.text)
    starts, starts_new = (list(accumulate(map(len, words), initial=0)) for words in (before, after))
    found = {}
    for is_same, (start, end, start_new, _) in diff_spans(before, after):
        for at in range(end - start) if is_same else ():
            if before[start + at].isspace():
                first, last = old.locate(starts[start + at], starts[start + at + 1])
                found[folded.locate(starts_new[start_new + at], starts_new[start_new + at + 1])[0]] = (
                    "\n" in signs[first:last]
                )
    return found


def read_signs(place: Place) -> str:
    """Return what readers see at *place*, a line for each block."""
    characters = (place.all_characters[at] for at in place.characters)
    return "".join("\n" if one.kind is CharacterKind.GAP else one.sign.replace("\n", " ") for one in characters)


def mark_line_ends(text: str, folded: Folded) -> Folded:
    """Return *folded* with those of its spaces that are the end of a line in *text*."""
    signs = (
        "\n" if sign == " " and "\n" in text[start:end] else sign
        for sign, (start, end) in zip(folded.text, folded.spans, strict=True)
    )
    return Folded("".join(signs), folded.spans)


def compare_wording(place: Place, new: str, folding: Callable[[str], Folded]) -> Iterator[Span]:
    """Yield the runs in which what readers see at *place* differs from *new*; what *folding* makes equal does not."""
    signs = read_signs(place)
    old, folded = mark_line_ends(signs, folding(signs)), mark_line_ends(new, folding(new))
    before, after = WORD.findall(old.text), WORD.findall(folded.text)
    starts, starts_new = (list(accumulate(map(len, words), initial=0)) for words in (before, after))
    for is_same, (start, end, start_new, end_new) in diff_spans(before, after):
        if not is_same:
            was = old.locate(starts[start], starts[end])
            yield *was, *folded.locate(starts_new[start_new], starts_new[end_new])


def join_within_blocks(place: Place, spans: Sequence[Span]) -> list[Span]:
    """Return *spans* with those of one block made one."""
    joined = [spans[0]]
    for span in spans[1:]:
        between = place.characters[joined[-1][0] : span[1]]
        is_parted = any(is_gap(place, at) for at in between)
        joined[len(joined) - (not is_parted) :] = [span if is_parted else join(joined[-1], span)]
    return joined


def join(first: Span, last: Span) -> Span:
    """Return both spans and all between them as one."""
    return first[0], last[1], first[2], last[3]


def make_hunk(place: Place, span: Span, new: str) -> WordingChange:
    """Return one hunk; the number of a note that both sides have at their end stays.

    Where only words at an end of the wording go, the blocks around them stay apart.

    Raises:
        NoteInChange: see propose_changes.
    """
    start, end, start_new, end_new = span
    words, indices = new[start_new:end_new], list(place.characters[start:end])
    while indices and is_note(place, indices[-1]) and words.endswith(place.all_characters[indices[-1]].sign):
        words = words[:-1]
        indices.pop()
    left = "".join(place.all_characters[at].sign for at in indices if is_note(place, at))
    if left and left in words:
        raise NoteInChange(left)
    following = place.characters[end] if end < len(place.characters) else place.characters[-1] + 1
    is_edge = start == 0 or end == len(place.characters)
    kept = [
        at for at in indices if not is_note(place, at) and not (is_edge and not words.strip() and is_gap(place, at))
    ]
    return WordingChange(kept, words, kept[0] if kept else following)


def is_gap(place: Place, index: int) -> bool:
    """Return whether a block begins at *index*."""
    return place.all_characters[index].kind is CharacterKind.GAP


def is_note(place: Place, index: int) -> bool:
    """Return whether the character at *index* belongs to the number of a note."""
    return place.all_characters[index].kind is CharacterKind.NOTE


def slide(place: Place, hunk: WordingChange) -> WordingChange | None:
    """Return a removal that takes the space behind it instead of the one before; None where that is not the same."""
    after = hunk.characters[-1] + 1 if hunk.characters else 0
    if hunk.words or after >= len(place.all_characters) or place.all_characters[after].kind is not CharacterKind.WORD:
        return None
    signs = place.all_characters[hunk.characters[0]].sign, place.all_characters[after].sign
    return (
        WordingChange([*hunk.characters[1:], after], "", hunk.characters[1])
        if signs == (" ", " ") and hunk.characters[1:]
        else None
    )


def slide_back(place: Place, hunk: WordingChange) -> WordingChange | None:
    """Return a removal that takes the space before it instead of the one behind; None where that is not the same."""
    if (
        hunk.words
        or len(hunk.characters) < 2
        or place.all_characters[hunk.characters[0] - 1].kind is not CharacterKind.WORD
    ):
        return None
    before = hunk.characters[0] - 1
    signs = place.all_characters[before].sign, place.all_characters[hunk.characters[-1]].sign
    return WordingChange([before, *hunk.characters[:-1]], "", before) if signs == (" ", " ") else None
