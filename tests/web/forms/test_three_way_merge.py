"""Of each field the value of the one who changed it holds; what both have changed is a conflict."""

import pytest

from blog.web.forms.three_way_merge import Merged, merge, stamp_of


@pytest.mark.parametrize(
    ("mine", "was", "now", "merged"),
    [
        ("a", "a", "a", Merged.MINE),
        ("b", "a", "a", Merged.MINE),
        ("b", "a", "b", Merged.MINE),
        ("a", "a", "b", Merged.THEIRS),
        ("b", "a", "c", Merged.CONFLICT),
    ],
)
def test_the_one_who_changed_it_wins(mine: str, was: str, now: str, merged: Merged) -> None:
    assert merge(stamp_of(mine), stamp_of(was), stamp_of(now)) is merged


def test_how_browsers_send_a_text_and_what_is_missing_make_no_change() -> None:
    assert stamp_of("a\r\nb ") == stamp_of("a\nb")
    assert len({stamp_of(None), stamp_of(""), stamp_of(False)}) == 1
    assert stamp_of("a") != stamp_of("b")
