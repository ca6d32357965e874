"""What is no address of a page, or none of a mailbox, is refused beside its field."""

import pytest

from blog.accounts.authors.forms import is_web_address


@pytest.mark.parametrize(
    "text", ["https://mastodon.example/@anna", "http://example.org", "https://xn--bcher-kva.example/"]
)
def test_pages_elsewhere_are_taken(text: str) -> None:
    assert is_web_address(text)


@pytest.mark.parametrize(
    "text",
    [
        "javascript:alert(1)", "example.org", "https://", "https://a b.example", "https://user@example.org",
        "//x.example",
        "https://[::1", f"https://example.org/{'x' * 300}", 'https://example.org"onclick="x',
    ],
)  # fmt: skip
def test_anything_else_is_refused(text: str) -> None:
    assert not is_web_address(text)
