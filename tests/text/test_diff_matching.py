"""Spans cover both sequences in order, and what they call equal is equal."""

import random

import pytest

from blog.text.diff_matching import diff_spans, longest_increasing_run


@pytest.mark.parametrize("seed", range(30))
def test_spans_cover_both_sequences_without_gap(seed: int) -> None:
    chance = random.Random(seed)
    old, new = (chance.choices("abcdef", k=chance.randrange(40)) for _ in range(2))

    at, at_new = 0, 0
    for is_same, (start, end, start_new, end_new) in diff_spans(old, new):
        assert (start, start_new) == (at, at_new)
        assert not is_same or old[start:end] == new[start_new:end_new]
        at, at_new = end, end_new

    assert (at, at_new) == (len(old), len(new))


def test_a_sequence_is_wholly_equal_to_itself() -> None:
    assert list(diff_spans("abcabc", "abcabc")) == [(True, (0, 6, 0, 6))]


def test_the_longest_increasing_run_is_kept() -> None:
    assert longest_increasing_run([(0, 3), (1, 0), (2, 1), (3, 2)]) == [(1, 0), (2, 1), (3, 2)]
