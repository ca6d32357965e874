"""Whatever a newsroom is called, its name and address are read from the setting as they are."""

import pytest

from blog.config.from_address import domains_of, read_from_address


@pytest.mark.parametrize(
    "name",
    ["IFBG News", "Smith, Jones & Co", "News: Daily", "Tea (the paper)", "Caffè \"Nero\", b: 🗞 & Söhne", "a@b", "A; B"],
)  # fmt: skip
def test_a_name_is_read_with_all_its_signs(name: str) -> None:
    assert read_from_address(f"{name} <news@news.example.org>") == (name, "news@news.example.org")


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ('"Smith, Jones" <a@example.org>', ("Smith, Jones", "a@example.org")),
        ("a@example.org", ("", "a@example.org")),
        ("<a@example.org>", ("", "a@example.org")),
        ("nobody", ("", "nobody")),
    ],
)
def test_what_a_header_may_hold_is_read_as_before(text: str, read: tuple[str, str]) -> None:
    assert read_from_address(text) == read


def test_domains_are_those_of_the_addresses() -> None:
    assert domains_of("News, daily <news@Example.org>", "b@x.example", None, "", "nobody") == {
        "example.org",
        "x.example",
    }
