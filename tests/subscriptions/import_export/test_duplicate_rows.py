"""Addresses that were read already, without growing memory."""

from blog.subscriptions.import_export.duplicate_rows import SeenAddresses


def test_an_address_is_known_by_the_line_where_it_stood_first() -> None:
    with SeenAddresses() as seen:
        lines = [seen.first_line(address, line) for line, address in enumerate(["a@x", "b@x", "a@x", "a@x"], 2)]

    assert lines == [2, 3, 2, 2]
