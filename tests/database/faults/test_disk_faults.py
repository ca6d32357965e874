"""Which errors of files pass, or are mended by who runs the site."""

from errno import EACCES, EDQUOT, EMFILE, ENOENT, ENOSPC, EROFS

import pytest

from blog.database.faults.disk_faults import is_disk_fault, is_full


@pytest.mark.parametrize(
    ("error", "is_fault", "has_no_room"),
    [
        (OSError(ENOSPC, "x"), True, True),
        (OSError(EDQUOT, "x"), True, True),
        (OSError(EROFS, "x"), True, False),
        (PermissionError(EACCES, "x"), True, False),
        (OSError(EMFILE, "x"), True, False),
        (FileNotFoundError(ENOENT, "x"), False, False),
        (TimeoutError(), False, False),
        (ValueError(ENOSPC), False, False),
    ],
)
def test_a_disk_that_is_full_is_told_from_other_faults(error: Exception, is_fault: bool, has_no_room: bool) -> None:
    assert (is_disk_fault(error), is_full(error)) == (is_fault, has_no_room)
