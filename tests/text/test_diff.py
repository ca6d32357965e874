"""Differences between texts: nothing invented, nothing lost, and an end in good time."""

import random
from itertools import pairwise

import pytest

from blog.text.diff import Change, ChangeKind, compare, diff_passages
from tests.timing import do_within

SAME, REMOVED, ADDED = ChangeKind.SAME, ChangeKind.REMOVED, ChangeKind.ADDED


@pytest.mark.parametrize(
    ("old", "new", "changes"),
    [
        ("", "", []),
        ("Tea.", "Tea.", [(SAME, "Tea.")]),
        ("", "Tea", [(ADDED, "Tea")]),
        ("Tea", "", [(REMOVED, "Tea")]),
        ("Tea is hot.", "Tea was hot.", [(SAME, "Tea "), (REMOVED, "is"), (ADDED, "was"), (SAME, " hot.")]),
        ("Tea is hot.", "Tea is hot!", [(SAME, "Tea is hot"), (REMOVED, "."), (ADDED, "!")]),
        ("One.\n\nTwo.\n\nThree.", "One.\n\nThree.", [(SAME, "One.\n\n"), (REMOVED, "Two.\n\n"), (SAME, "Three.")]),
        ("東京は雨です", "東京は雪です", [(SAME, "東京は"), (REMOVED, "雨"), (ADDED, "雪"), (SAME, "です")]),
        ("नदी", "नदि", [(REMOVED, "नदी"), (ADDED, "नदि")]),
        ("วันนี้หนัก", "วันนั้นหนัก", [(SAME, "วัน"), (REMOVED, "นี้"), (ADDED, "นั้น"), (SAME, "หนัก")]),
        ("👨‍👩‍👧 x", "👨‍👩‍👦 x", [(REMOVED, "👨‍👩‍👧"), (ADDED, "👨‍👩‍👦"), (SAME, " x")]),
        ("🇫🇷 x", "🇫🇮 x", [(REMOVED, "🇫🇷"), (ADDED, "🇫🇮"), (SAME, " x")]),
        ("5G手机", "5G手表", [(SAME, "5G手"), (REMOVED, "机"), (ADDED, "表")]),
        ("snake_case", "snake_cage", [(SAME, "snake_"), (REMOVED, "case"), (ADDED, "cage")]),
    ],
)
def test_changed_words_are_named_and_the_others_stay(old: str, new: str, changes: list[tuple[ChangeKind, str]]) -> None:
    assert compare(old, new) == [Change(*change) for change in changes]


def test_words_that_stayed_by_chance_in_a_rewritten_sentence_are_not_islands() -> None:
    changes = compare("The committee met in the old hall.", "A bridge over the wide river fell down today.")

    assert [change.kind for change in changes[:2]] == [REMOVED, ADDED]
    assert len(changes) <= 3


def test_both_texts_can_be_read_off_the_changes() -> None:
    chance = random.Random(7)
    words = [
        "tea",
        "rain",
        "the",
        "and",
        ",",
        " ",
        " ",
        "\n",
        "\n\n",
        "é",
        "東",
        "<b>",
        "\u202e",
        "นี้",
        "ๆ",
        "ក្ដី",
        "नदी",
        "👨‍👩‍👧",
        "🇫",
        "\u0301",
    ]
    for _ in range(150):
        old = "".join(chance.choices(words, k=chance.randrange(40)))
        new = "".join(chance.choices(words, k=chance.randrange(40)))

        changes = compare(old, new)

        assert "".join(text for kind, text in changes if kind is not ADDED) == old
        assert "".join(text for kind, text in changes if kind is not REMOVED) == new
        kinds = [kind for kind, _ in changes]
        assert all(one is not other for one, other in pairwise(kinds))


def test_paragraphs_that_stayed_stand_beside_those_that_changed() -> None:
    first, changed, last = diff_passages("One.\n\nTea is hot.\n\nThree.", "One.\n\nTea was hot.\n\nThree.")

    assert (first.is_changed, changed.is_changed, last.is_changed) == (False, True, False)
    assert "".join(text for _, text in changed.old) == "Tea is hot.\n\n"
    assert "".join(text for _, text in changed.new) == "Tea was hot.\n\n"


@pytest.mark.parametrize("pieces", ["ab", "a b", "a \n\n", "word  "])
def test_texts_of_200_kb_without_landmarks_end_in_time(pieces: str) -> None:
    chance = random.Random(7)
    old, new = ("".join(chance.choices(pieces, k=200_000)) for _ in range(2))

    changes = do_within(5, lambda: compare(old, new))

    assert "".join(text for kind, text in changes if kind is not REMOVED) == new


def test_a_long_text_of_small_confusing_blocks_ends_in_time() -> None:
    chance = random.Random(7)
    old, new = (" ".join(f"word{i} {''.join(chance.choices('.,;', k=390))}" for i in range(500)) for _ in range(2))

    changes = do_within(5, lambda: compare(old, new))

    assert "".join(text for kind, text in changes if kind is not ADDED) == old
