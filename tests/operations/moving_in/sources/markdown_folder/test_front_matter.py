"""Front matter is values alone: nothing runs, nothing swells."""

import pytest

from blog.operations.moving_in.sources.markdown_folder.front_matter import is_true, split_front_matter, words_of


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("---\nTitle: A\n---\nx", "A"),
        ("+++\ntitle = 'A'\n+++\nx", "A"),
        ('{"title": "A"}\nx', "A"),
        ("---\ntitle: A: b\n---\nx", "A: b"),
        ("---\n[extra]\n---\nx", None),
        ("no front matter", None),
        ("---\nunclosed", None),
    ],
)
def test_titles_are_found(text: str, title: str | None) -> None:
    assert split_front_matter(text)[0].get("title") == title


def test_words_come_as_lists_or_texts() -> None:
    assert (
        words_of("a, b") == words_of(["a", "b"]) == words_of("[a, b]") == words_of([{"name": "a"}, "b"]) == ["a", "b"]
    )
    assert words_of("two words") == ["two words"]
    assert words_of(None) == []
    assert is_true("True")
