"""A pasted link keeps its address and loses what only tracks."""

import pytest

from blog.text.markdown.pasting.link_cleaning import clean_address


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://example.org/a?utm_source=x&page=2", "https://example.org/a?page=2"),
        ("https://example.org/a?fbclid=1", "https://example.org/a"),
        ("https://example.org/a?q=a%20b", "https://example.org/a?q=a%20b"),
        ("https://www.google.com/url?q=https://example.org/b&sa=D", "https://example.org/b"),
        ("https://example.org/(a)", "https://example.org/%28a%29"),
        ("mailto:desk@example.org", "mailto:desk@example.org"),
        ("https://example.org/My File.pdf", "https://example.org/My%20File.pdf"),
        (" https://example.org/a\nb ", "https://example.org/ab"),
        ("//example.org/a", "https://example.org/a"),
        ("tel:+49 30 12", "tel:+493012"),
        ("https://e.safelinks.protection.outlook.com/?url=https%3A%2F%2Fa.org%2Fb&data=ann%40b.org", "https://a.org/b"),
        ("https://www.youtube.com/redirect?event=x&q=https%3A%2F%2Fa.org", "https://a.org"),
        ("https://deref-gmx.net/mail/client/x/dereferrer/?redirectUrl=https%3A%2F%2Fa.org", "https://a.org"),
        ("https://urldefense.com/v3/__https:/a.org/b_c__;!!x", "https://a.org/b_c"),
        (
            "https://urldefense.com/v3/__https://a.org/*b__;Iw!!x",
            "https://urldefense.com/v3/__https://a.org/*b__;Iw!!x",
        ),
        ("https://notgoogle.com/url?q=https://a.org", "https://notgoogle.com/url?q=https://a.org"),
    ],
)
def test_tracking_and_wrappers_are_removed(address: str, expected: str) -> None:
    assert clean_address(address) == expected


@pytest.mark.parametrize(
    "address",
    [
        "",
        "/about",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "https://",
        "http://[x",
        "//",
    ],
)
def test_an_unsafe_or_relative_address_is_refused(address: str) -> None:
    assert clean_address(address) is None
