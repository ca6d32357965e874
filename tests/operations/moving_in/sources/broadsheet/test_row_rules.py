"""Rules of rows: names that lead nowhere else, and addresses that run no script."""

import pytest

from blog.operations.moving_in.sources.broadsheet.row_rules import is_path, is_web_address


@pytest.mark.parametrize("text", ["", "https://example.org/a?b=c", "http://example.org"])
def test_addresses_on_the_web_are_taken(text: str) -> None:
    assert is_web_address(text)


@pytest.mark.parametrize(
    "text", ["javascript:alert(1)", "//evil.example", "https://a b", 'https://a"onclick=', "data:x"]
)
def test_other_addresses_are_not(text: str) -> None:
    assert not is_web_address(text)


@pytest.mark.parametrize("text", ["//evil.example", "/\\evil.example", "https://evil.example", "", "/a b"])
def test_a_path_leads_to_this_site(text: str) -> None:
    assert not is_path(text)
    assert is_path("/topics/wörter")
