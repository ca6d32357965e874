"""All spellings of a former address lead to the same place."""

import pytest

from blog.models.former_address import normalise_address, readings_of


@pytest.mark.parametrize(
    ("path", "query", "address"),
    [
        ("/2013/06/07/Story/", "", "/2013/06/07/story"),
        ("//2013//story", "", "/2013/story"),
        ("/%C3%BCber-uns/", "", "/über-uns"),
        ("/über-uns", "", "/über-uns"),
        ("/index.php/blog/entry/12-x", "", "/blog/entry/12-x"),
        ("/", "p=4", "/?p=4"),
        ("/index.php", "view=entry&option=com_easyblog&id=12:a-slug", "/?id=12&option=com_easyblog&view=entry"),
    ],
)
def test_spellings_are_one_address(path: str, query: str, address: str) -> None:
    assert normalise_address(path, query) == address


def test_parameters_that_tell_nothing_do_not_matter() -> None:
    assert readings_of("/story/", "utm_source=x") == ["/story?utm_source=x", "/story"]
    assert readings_of("/index.php", "option=a&id=1&Itemid=5")[1] == "/?id=1&option=a"


def test_a_path_may_end_in_html() -> None:
    assert readings_of("/blog/12-x.html", "") == ["/blog/12-x.html", "/blog/12-x"]
    assert readings_of("/.html", "") == ["/.html", "/"]


def test_an_address_without_end_is_read_to_a_limit() -> None:
    assert len(normalise_address("/" + "a" * 10_000)) < 3_000
