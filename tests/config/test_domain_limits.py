"""Limits of single domains are read from pairs."""

import pytest

from blog.config.domain_limits import OTHERS, read_domain_limits


@pytest.mark.parametrize(
    ("text", "limits"),
    [
        ("", {}),
        (" , ", {}),
        ("gmail.com=2000", {"gmail.com": 2000}),
        ("Gmail.COM = 2000 , *=500,", {"gmail.com": 2000, OTHERS: 500}),
    ],
)
def test_pairs_are_read_whatever_their_spaces_and_case(text: str, limits: dict[str, int]) -> None:
    assert read_domain_limits(text) == limits


@pytest.mark.parametrize("text", ["gmail.com", "gmail.com=", "=5", "gmail.com=0", "gmail.com=-1", "gmail.com=many"])
def test_what_is_no_pair_of_domain_and_count_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r".*"):
        read_domain_limits(text)
