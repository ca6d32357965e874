"""Three-way merge of texts: what each of two writers changed in one text, by paragraphs and then by words.

Source: diff3, as in S. Khanna, K. Kunal and B. C. Pierce, "A Formal
Investigation of Diff3" (2007).
"""

from collections.abc import Iterator, Sequence

from blog.text.diff import PARAGRAPH, WORD
from blog.text.diff_matching import match

BREAK = "\n\n"


def merge_texts(base: str, mine: str, theirs: str) -> str:
    """Return *mine* with what *theirs* changed in *base*; where both changed the same words, *mine* stays."""
    paragraphs = (PARAGRAPH.findall(text.rstrip("\n") + BREAK) for text in (base, mine, theirs))
    return "".join(merge_passage(*chunk) for chunk in split_chunks(*paragraphs)).removesuffix(BREAK)


def merge_passage(base: str, mine: str, theirs: str) -> str:
    """Return the merge of some paragraphs; *mine* if not all changes in them can be told apart."""
    choice = choose(base, mine, theirs)
    if choice is not None:
        return choice
    words = (WORD.findall(text) for text in (base, mine, theirs))
    choices = [choose(*chunk) for chunk in split_chunks(*words)]
    return mine if None in choices else "".join(filter(None, choices))


def choose(base: str, mine: str, theirs: str) -> str | None:
    """Return what only one side changed, or both in the same way; None if they differ."""
    if mine == base:
        return theirs
    return mine if theirs in (base, mine) else None


def split_chunks(*texts: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """Yield the base and both sides in order, cut before and behind each token of the base that both sides kept."""
    base, mine, theirs = texts
    places, other_places = dict(match(base, mine)), dict(match(base, theirs))
    kept = [(at, places[at], other_places[at]) for at in sorted(places.keys() & other_places.keys())]
    starts = (0, 0, 0)
    for ends in (*kept, (len(base), len(mine), len(theirs))):
        yield cut(texts, starts, ends)
        starts = (ends[0] + 1, ends[1] + 1, ends[2] + 1)
        yield cut(texts, ends, starts)


def cut(texts: Sequence[Sequence[str]], starts: Sequence[int], ends: Sequence[int]) -> tuple[str, str, str]:
    """Return the part of each text from its start to its end, joined."""
    base, mine, theirs = ("".join(tokens[start:end]) for tokens, start, end in zip(texts, starts, ends, strict=True))
    return base, mine, theirs
