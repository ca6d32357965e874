"""A reset link works until it is used or expires."""

from datetime import timedelta

import pytest

from blog.models import PasswordReset
from tests.models.rows import NOW


@pytest.mark.parametrize(
    ("seconds_left", "is_used", "is_open"), [(1, False, True), (0, False, False), (-1, False, False), (1, True, False)]
)
def test_a_link_works_until_it_is_used_or_expires(seconds_left: int, is_used: bool, is_open: bool) -> None:
    row = PasswordReset(expires_at=NOW + timedelta(seconds=seconds_left), used_at=NOW if is_used else None)

    assert row.is_open(NOW) == is_open
