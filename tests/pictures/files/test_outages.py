"""A file that cannot be read now is told of once a minute."""

import pytest

from blog.database.faults.repeated_log import repeated_log
from blog.pictures.files.outages import log_unreadable
from blog.pictures.files.storage import FileUnreadable


def test_many_readers_of_a_storage_that_is_away_leave_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    repeated_log.due_at.clear()

    for number in range(5):
        log_unreadable(f"k/{number}.jpg", FileUnreadable("The bucket news did not answer in time."))

    said = capsys.readouterr().out
    assert said.count("picture file unreadable") == 1
    assert "k/0.jpg" in said
    assert "did not answer in time" in said
