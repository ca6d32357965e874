"""Words of a path, and which paths look like pages."""

import pytest

from blog.articles.search.not_found import MAX_WORDS, is_page_path, path_words


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/articles/tea-house/", ["tea", "house"]),
        ("/2019/05/tea_house.html", ["tea", "house"]),
        ("/tea/12345", ["tea"]),
        ("/", []),
        ("/" + "-".join("abcdefghijkl"), list("abcdefghijkl")[:MAX_WORDS]),
    ],
)
def test_an_address_is_read_as_words(path: str, words: list[str]) -> None:
    assert path_words(path) == words


@pytest.mark.parametrize(("path", "expected"), [("/a.html", True), ("/a", True), ("/a.css", False), ("/a/.git", False)])
def test_a_page_is_told_from_a_file(path: str, expected: bool) -> None:
    assert is_page_path(path) is expected
