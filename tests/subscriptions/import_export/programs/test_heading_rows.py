"""Which row has the headings, whatever stands before it."""

import pytest

from blog.subscriptions.import_export.programs.heading_rows import (
    before_addresses,
    clean_headings,
    find_addresses,
    names_address,
    strip_excel_text,
)


def test_only_what_stands_before_the_first_address_can_be_headings() -> None:
    lines = ["Newsletter, May 2026", "email,status", "ann@example.com,active", "mail,more"]

    assert list(before_addresses(lines)) == lines[:2]


@pytest.mark.parametrize(
    ("cells", "truth"),
    [(["Name", "E-Mail"], True), (["Newsletter list", ""], False), (['="email"'], True), ([], False)],
)
def test_headings_name_a_column_of_addresses(cells: list[str], truth: bool) -> None:
    assert names_address(cells) is truth


def test_a_text_for_excel_is_the_text() -> None:
    assert clean_headings(['\ufeff="email"', " name "]) == ["email", "name"]
    assert [strip_excel_text(text) for text in ['="007"', "=A1", '="a', ""]] == ["007", "=A1", '="a', ""]


def test_an_address_is_found_among_cells() -> None:
    assert find_addresses(["Ann", "Ann <ann@example.com>"]) == 1
    assert find_addresses(["Ann @ home"]) is None
