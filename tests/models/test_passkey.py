"""The counter of a passkey tells a copy."""

import pytest

from blog.models import Passkey


@pytest.mark.parametrize(
    ("stored", "signed", "is_cloned"),
    [(0, 0, False), (0, 1, False), (7, 8, False), (7, 7, True), (7, 6, True), (7, 0, True)],
)
def test_a_counter_that_does_not_rise_tells_a_copy(stored: int, signed: int, is_cloned: bool) -> None:
    assert Passkey(sign_count=stored).is_cloned(signed) is is_cloned
