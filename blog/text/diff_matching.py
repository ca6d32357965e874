"""Patience diff of two token sequences, with difflib in small blocks, in bounded time."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import groupby, pairwise

MAX_STEPS = 2_000_000
"""Tokens looked at before what is left counts as rewritten: about a second."""
MAX_BLOCK = 160_000
"""Pairs of tokens up to which a block without landmarks is searched thoroughly."""

Span = tuple[int, int, int, int]
"""Start and end in the old sequence, start and end in the new one."""
Pair = tuple[int, int]
"""Indices of two equal tokens."""


def diff_spans(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[bool, Span]]:
    """Yield all of both sequences in order, as spans that are equal (True) or not."""
    at, at_new = 0, 0
    for start, start_new, size in matching_runs(match(old, new)):
        if start > at or start_new > at_new:
            yield False, (at, start, at_new, start_new)
        yield True, (start, start + size, start_new, start_new + size)
        at, at_new = start + size, start_new + size
    if at < len(old) or at_new < len(new):
        yield False, (at, len(old), at_new, len(new))


def matching_runs(pairs: Sequence[Pair]) -> Iterator[tuple[int, int, int]]:
    """Yield start, start in the new sequence and length of each unbroken run of *pairs*."""
    for _, group in groupby(enumerate(pairs), key=lambda item: (item[1][0] - item[0], item[1][1] - item[0])):
        run = [pair for _, pair in group]
        yield *run[0], len(run)


def match(old: Sequence[str], new: Sequence[str]) -> list[Pair]:
    """Return the pairs of tokens that stayed, in order.

    Tokens that both sides have exactly once are landmarks; between two of them the same
    is done again, and what has none is searched thoroughly while it is small.
    """
    pairs: list[Pair] = []
    work: list[Span] = [(0, len(old), 0, len(new))]
    steps = 0
    while work:
        span = match_ends(old, new, work.pop(), pairs)
        start, end, start_new, end_new = span
        block = (end - start) * (end_new - start_new)
        steps += end - start + end_new - start_new
        if not block or steps > MAX_STEPS:
            continue
        landmarks = find_landmarks(old, new, span)
        pairs += landmarks
        if landmarks:
            work += gaps_between(landmarks, span)
        elif block <= MAX_BLOCK:
            steps += block
            pairs += match_thoroughly(old, new, span)
    return sorted(pairs)


def match_ends(old: Sequence[str], new: Sequence[str], span: Span, pairs: list[Pair]) -> Span:
    """Return *span* without what both sides have in common at its start and end, which goes to *pairs*."""
    start, end, start_new, end_new = span
    while start < end and start_new < end_new and old[start] == new[start_new]:
        pairs.append((start, start_new))
        start, start_new = start + 1, start_new + 1
    while start < end and start_new < end_new and old[end - 1] == new[end_new - 1]:
        end, end_new = end - 1, end_new - 1
        pairs.append((end, end_new))
    return start, end, start_new, end_new


def find_landmarks(old: Sequence[str], new: Sequence[str], span: Span) -> list[Pair]:
    """Return the longest row of tokens that stand once on each side, in the same order on both."""
    start, end, start_new, end_new = span
    once = {token for token, count in Counter(old[start:end]).items() if count == 1}
    once &= {token for token, count in Counter(new[start_new:end_new]).items() if count == 1}
    places = {new[place]: place for place in range(start_new, end_new) if new[place] in once}
    return longest_increasing_run([(place, places[old[place]]) for place in range(start, end) if old[place] in once])


def longest_increasing_run(pairs: Sequence[Pair]) -> list[Pair]:
    """Return the longest part of *pairs* in which the second number rises as the first does (patience sorting)."""
    tops: list[int] = []
    ends: list[int] = []
    before: list[int | None] = []
    for index, (_, place) in enumerate(pairs):
        pile = bisect_left(tops, place)
        before.append(ends[pile - 1] if pile else None)
        tops[pile : pile + 1], ends[pile : pile + 1] = [place], [index]
    row: list[Pair] = []
    index_or_none = ends[-1] if ends else None
    while index_or_none is not None:
        row.append(pairs[index_or_none])
        index_or_none = before[index_or_none]
    return row[::-1]


def gaps_between(landmarks: Sequence[Pair], span: Span) -> Iterator[Span]:
    """Yield the spans before, between and after *landmarks*."""
    start, end, start_new, end_new = span
    for (left, left_new), (right, right_new) in pairwise([(start - 1, start_new - 1), *landmarks, (end, end_new)]):
        yield left + 1, right, left_new + 1, right_new


def match_thoroughly(old: Sequence[str], new: Sequence[str], span: Span) -> Iterator[Pair]:
    """Yield what difflib finds in a small *span*."""
    start, end, start_new, end_new = span
    for block in SequenceMatcher(None, old[start:end], new[start_new:end_new]).get_matching_blocks():
        yield from ((start + block.a + step, start_new + block.b + step) for step in range(block.size))
