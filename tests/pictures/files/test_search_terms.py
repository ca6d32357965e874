import pytest

from blog.database import db
from blog.pictures.files.search_terms import split_words
from blog.pictures.library.picture_list import find_pictures
from tests.factories import make_person
from tests.pictures.picture_factories import make_picture


def find(words: str) -> list[str]:
    return [picture.alt for picture in find_pictures(db.session, make_person(), query=words).pictures]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The Café, réouvert!", ["the", "cafe", "reouvert"]),
        ("ΣΊΣΥΦΟΣ straße", ["σισυφοσ", "strasse"]),
        ("DSC_0042.jpg", ["dsc", "0042", "jpg"]),
        ("", []),
        ("!!! __ ---", []),
        ("x" * 50, ["x" * 40]),
    ],
)
def test_words_are_compared_without_case_accents_and_marks(text, words):
    assert split_words(text) == words


@pytest.mark.parametrize("words", ["cafe", "CAFÉ", "caf", "harbour café", "café harbour", "zürich", "zur", "dsc 42"])
def test_a_picture_is_found_by_the_words_that_are_said_of_it(app, words):
    make_picture("A café at the harbour", caption="Opened in May", credit="Jürg, Zürich", file_name="DSC_42.jpg")
    make_picture("A mountain")

    assert find(words) == ["A café at the harbour"]


@pytest.mark.parametrize("words", ["afe", "cafe mountain", "%", "'; DROP TABLE pictures; --", "x" * 300])
def test_other_words_find_nothing_or_everything_and_break_nothing(app, words):
    make_picture("A café at the harbour")

    assert find(words) in ([], ["A café at the harbour"])
    assert (find(words) == []) is (split_words(words) != [])


def test_a_word_of_the_last_letters_is_found_too(app):
    make_picture("\U0010ffffz 日本語 zzz")

    assert find("日本") == find("zz") == ["\U0010ffffz 日本語 zzz"]
