"""What differs between a wording and the one that replaces it, word by word."""

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


Span = tuple[int, int, int, int]
"""Start and end among the characters of a place, start and end in the new words."""


class NoteInChange(Exception):
    """Words beside the number of a note change together with it, so that nobody can tell one from the other."""


def propose_changes(place: Place, new: str) -> Iterator[list[WordingChange]]:
    """Yield what is to change at *place* so that readers see *new*: word by word, block by block, at one go.

    Raises:
        NoteInChange: the new words hold the number of a note amid other changes.
    """
    spans = list(compare_wording(place, new, fold)) or list(compare_wording(place, new, keep))
    yield [make_hunk(place, span, new) for span in spans]
    if len(spans) > 1:
        yield [make_hunk(place, span, new) for span in join_within_blocks(place, spans)]
        if "\n" not in new.strip():
            yield [make_hunk(place, join(spans[0], spans[-1]), new)]


def compare_wording(place: Place, new: str, folding: Callable[[str], Folded]) -> Iterator[Span]:
    """Yield the runs in which what readers see at *place* differs from *new*; what *folding* makes equal does not."""
    old, folded = folding("".join(place.all_characters[at].sign for at in place.characters)), folding(new)
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
        is_parted = any(place.all_characters[at].kind is CharacterKind.GAP for at in between)
        joined[len(joined) - (not is_parted) :] = [span if is_parted else join(joined[-1], span)]
    return joined


def join(first: Span, last: Span) -> Span:
    """Return both spans and all between them as one."""
    return first[0], last[1], first[2], last[3]


def make_hunk(place: Place, span: Span, new: str) -> WordingChange:
    """Return one hunk; the number of a note that both sides have at their end stays.

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
    kept = [at for at in indices if not is_note(place, at)]
    return WordingChange(kept, words, kept[0] if kept else following)


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
