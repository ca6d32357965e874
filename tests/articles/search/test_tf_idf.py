"""Which words of a text weigh most."""

import pytest

from blog.articles.search.tf_idf import MAX_CHARACTERS, TextParts, idf, tokenize, weigh_positions


def test_a_rarer_word_weighs_more_and_none_weighs_nothing() -> None:
    weights = [idf(count, 1000) for count in (1, 10, 100, 1000)]

    assert weights == sorted(weights, reverse=True)
    assert min(weights) > 0


def test_the_headline_weighs_more_than_the_standfirst_and_that_more_than_the_body() -> None:
    weights = weigh_positions(TextParts(["Heron", "otter", "beaver"]))

    assert weights["heron"] > weights["otter"] > weights["beaver"]


def test_a_word_said_often_weighs_more_but_less_than_so_many_times() -> None:
    weights = weigh_positions(TextParts(["", "", "otter heron heron heron heron"]))

    assert weights["otter"] < weights["heron"] < 4 * weights["otter"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Café, a 2026 CAFE!", ["cafe", "cafe"]),
        ("of an", []),
        ("x" * 41, []),
        ("heron " * MAX_CHARACTERS, ["heron"] * 5_000),
    ],
)
def test_words_are_folded_and_bounded(text: str, words: list[str]) -> None:
    assert list(tokenize(text)) == words
