"""How much of a long check every run makes; with AUDIT=1, as in `make audit`, all of it."""

import os
from collections.abc import Callable, Sequence
from itertools import count
from typing import TypeVar

import pytest

IS_AUDIT = "AUDIT" in os.environ


def only_in_audit(shown_by: str) -> pytest.MarkDecorator:
    """Leave what takes long to `make audit`, because *shown_by* shows the same in every run."""
    return pytest.mark.skipif(not IS_AUDIT, reason=f"make audit; shown by {shown_by}")


One = TypeVar("One")


def share_out(values: Sequence[One], each: int) -> Callable[[], Sequence[One]]:
    """Return what gives the next *each* of *values* at every call, in turn; in an audit always all of them.

    Where every place was to meet every value, each place so meets some, and each value meets many places.
    """
    places = count(0, each)

    def take() -> Sequence[One]:
        first = next(places)
        return values if IS_AUDIT else [values[(first + more) % len(values)] for more in range(each)]

    return take
