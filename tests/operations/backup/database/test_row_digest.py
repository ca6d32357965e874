"""Rows are summed up whatever their order, and a changed, missing or doubled one shows."""

from blog.operations.backup.database.row_digest import RowDigest


def digest(*lines: bytes) -> tuple[int, str]:
    found = RowDigest()
    found.add(lines)
    return found.rows, found.hexdigest()


def test_order_does_not_count_and_every_row_does() -> None:
    assert digest(b"a", b"b") == digest(b"b", b"a")
    assert len({digest(), digest(b"a"), digest(b"a", b"a"), digest(b"a", b"b"), digest(b"a", b"B")}) == 5
