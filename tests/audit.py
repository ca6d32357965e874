"""How much of a long check every run makes; with AUDIT=1, as in `make audit`, all of it."""

import os
from collections.abc import Callable, Sequence
from itertools import count
from typing import TypeVar

IS_AUDIT = "AUDIT" in os.environ

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
