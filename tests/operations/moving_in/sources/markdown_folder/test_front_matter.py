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
        ("---\ntitle: A\n...\nx", "A"),
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


def test_an_alias_stands_for_a_value_or_a_flat_list() -> None:
    values = split_front_matter("---\ntitle: &t A\nname: *t\ntags: &l [x, y]\ncategories: *l\n---\nz")[0]

    assert (values["name"], values["categories"]) == ("A", ["x", "y"])


def test_lists_of_lists_do_not_swell() -> None:
    lines = ["a0: &a0 [x, x]", *(f"a{one}: &a{one} [*a{one - 1}, *a{one - 1}]" for one in range(1, 40))]

    values = split_front_matter("---\ntitle: A\n" + "\n".join(lines) + "\n---\nz")[0]

    assert values["title"] == "A"
    assert all(isinstance(value, str) for value in values.values())


def test_an_author_may_be_a_table() -> None:
    assert words_of({"name": "Ann", "email": "a@a.example"}) == ["Ann"]
