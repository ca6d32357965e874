"""Finding the places of a Markdown text at which readers see a given wording."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from blog.text.wording.folding import fold
from blog.text.wording.source_characters import CharacterKind, SourceCharacter

NOTE_NUMBER = re.compile(r"\s?\[\d+\]")
BULLET = re.compile(r"^[ \t]*(?:[*•◦▪-]|\d{1,9}\.)[ \t]+", re.MULTILINE)
"""What some browsers copy before an item of a list."""
CONTEXT_LENGTH = 60


@dataclass(frozen=True)
class Place:
    """One place of a wording: *characters* are the indices of what readers see there, among *all_characters*."""

    all_characters: Sequence[SourceCharacter]
    characters: Sequence[int]

    @property
    def key(self) -> int:
        """Return a number by which a form can name it: where it begins in the reading text."""
        return self.characters[0]

    @cached_property
    def context(self) -> tuple[str, str, str]:
        """Return some words before it, the wording itself, and some words after it."""
        start, end = self.characters[0], self.characters[-1] + 1
        before = self.read(max(0, start - CONTEXT_LENGTH), start)
        return before, self.read(start, end), self.read(end, end + CONTEXT_LENGTH)

    def read(self, start: int, end: int) -> str:
        """Return what readers see from *start* to *end*, on one line."""
        return re.sub(r"\s+", " ", "".join(character.sign for character in self.all_characters[start:end]))


def find_wording(characters: Sequence[SourceCharacter], wording: str) -> list[Place]:
    """Return the places at which readers see *wording*, overlapping ones included.

    Quotes, dashes, dots and spaces count as the same however they are set; the
    numbers of notes and the bullets of lists may be copied or not.
    """
    numbered = list(range(len(characters)))
    plain = [at for at in numbered if characters[at].kind is not CharacterKind.NOTE]
    for words in dict.fromkeys((wording, BULLET.sub("", wording))):
        for indices, needle in ((numbered, words), (plain, NOTE_NUMBER.sub("", words))):
            if places := list(find_among(characters, indices, needle)):
                return places
    return []


def drop_bullets(place: Place, old: str, new: str) -> str:
    """Return *new* without the bullets of lists that *old* was copied with and that do not stand at *place*."""
    shown = fold("".join(place.all_characters[at].sign for at in place.characters)).text
    is_copied = BULLET.search(old) and fold(old).text.strip() not in shown
    return BULLET.sub("", new) if is_copied else new


def find_among(characters: Sequence[SourceCharacter], indices: Sequence[int], wording: str) -> Iterator[Place]:
    """Yield the places of *wording* in the text that the characters at *indices* make."""
    folded = fold("".join(characters[at].sign for at in indices))
    needle = fold(wording).text.strip()
    place = folded.text.find(needle) if needle else -1
    while place >= 0:
        start, end = folded.locate(place, place + len(needle))
        yield Place(characters, indices[start:end])
        place = folded.text.find(needle, place + 1)
