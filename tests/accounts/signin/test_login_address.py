"""Login addresses: what is one, and which spellings are the same."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from blog.accounts.signin.login_address import InvalidLoginAddress, address_key, normalise_address


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("Maren@Example.org", "maren@example.org"),
        ("  maren@example.org\u00a0", "maren@example.org"),
        ("maren@BÜCHER.example.org", "maren@xn--bcher-kva.example.org"),
        ("No Address", "no address"),
        (None, ""),
    ],
)
def test_spellings_of_one_address_have_one_key(typed: str | None, key: str) -> None:
    assert address_key(typed) == key


@given(st.text(max_size=400))
def test_any_text_has_a_key_of_limited_length_and_its_key_is_the_same(text: str) -> None:
    key = address_key(text)

    assert len(key) <= 3 * 254
    assert address_key(key) == key or len(key) > 254


@pytest.mark.parametrize("text", ["", "maren", "maren@", "müller@example.org", "a@b\r\nBcc: c@d.org", "a@localhost"])
def test_what_no_mail_reaches_is_refused_with_a_reason(text: str) -> None:
    with pytest.raises(InvalidLoginAddress, match=r"\w+ \w+"):
        normalise_address(text)
