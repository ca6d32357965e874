"""Tables in plain text."""

import pytest

from blog.web.formatting.text_tables import width_of, write_table


def test_a_table_that_is_too_wide_names_each_cell() -> None:
    text = write_table([["Year", "What was paid"], ["2024", "much"], ["2025", "more"]], ["", ""], 12)

    assert text == "Year: 2024\nWhat was\n  paid: much\n\nYear: 2025\nWhat was\n  paid: more"


@pytest.mark.parametrize(("text", "width"), [("abc", 3), ("é", 1), ("e\u0301", 1), ("日本", 4), ("ｗ", 2), ("", 0)])
def test_wide_characters_take_two_columns_and_accents_none(text: str, width: int) -> None:
    assert width_of(text) == width


def test_columns_are_aligned_as_their_headings_say() -> None:
    text = write_table([["Year", "Paid"], ["2024", "7"], ["5", "日本"]], ["", "align-right"], 40)

    assert text.split("\n") == ["Year  Paid", "----  ----", "2024     7", "5     日本"]


def test_a_wide_table_without_rows_lists_its_headings() -> None:
    assert write_table([["Year", "What was paid"]], ["", ""], 12) == "Year\nWhat was\n  paid"
