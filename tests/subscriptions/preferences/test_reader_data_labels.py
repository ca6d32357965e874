"""What readers are handed has a name."""

from blog.subscriptions.preferences.reader_data import READER_DATA
from blog.subscriptions.preferences.reader_data_labels import LABELS


def test_each_column_that_is_handed_out_has_a_label() -> None:
    columns = {column for table in READER_DATA for column in table.columns}

    assert columns - set(LABELS) == set()
    assert "" not in map(str, LABELS.values())
