"""Rows are found by key, each once."""

from blog.operations.moving_in.files.kept_rows import KeptRows


def test_rows_are_found_by_key_and_by_number() -> None:
    rows = KeptRows()
    rows.add((name, str(id), key, {"id": str(id), "x": None}) for name, id, key in [("a", 10, "k"), ("a", 9, "k")])

    assert [row["id"] for row in rows.all("a")] == ["9", "10"]
    assert [row["id"] for row in rows.of("a", "k")] == ["10", "9"]
    assert (rows.of("a", "z"), rows.of("b", "k"), rows.count("a")) == ([], [], 2)


def test_a_row_that_comes_twice_counts_once() -> None:
    rows = KeptRows()
    rows.add([("a", "1", "k", {"x": "old"}), ("a", "1", "k", {"x": "new"})])

    assert list(rows.all("a")) == [{"x": "new"}]
