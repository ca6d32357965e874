"""Forms of a word have a stem in common, and words that only look alike have none."""

import pytest

from blog.database.search.stemming import ALGORITHMS, language_code, query_stems, stem_language, text_stems, word_stems

FORMS = [
    ("en", "released", "releases"), ("en", "Jekylls", "Jekyll"), ("en", "elections", "election"),
    ("de", "Häuser", "Haus"), ("de", "Straßen", "strasse"), ("de", "Bürgern", "burger"),
    ("fr", "générales", "generale"), ("fr", "aimées", "aimé"), ("ru", "Москве", "Москва"), ("ru", "Ёлки", "елка"),
    ("uk", "України", "Україна"), ("uk", "український", "українського"), ("pl", "wybory", "wyborów"),
    ("cs", "volby", "voleb"), ("es", "elecciones", "eleccion"), ("sv", "husen", "huset"),
    ("ar", "المدارس", "مدارس"), ("tr", "kitapları", "kitaplar"), ("hi", "चुनावों", "चुनाव"),
    ("nb", "bøkene", "bøker"), ("hr", "izbora", "izbori"), ("en", "e-mails", "email"),
    ("ar", "والمدينة", "المدينة"), ("he", "שהממשלה", "ממשלה"), ("iw", "וישראל", "בישראל"),
    ("uk", "зв’язки", "звʼязками"), ("en", "o’reillys", "OReilly"),
]  # fmt: skip
UNRELATED = [
    ("en", "note", "not"),
    ("en", "news", "new"),
    ("ru", "дом", "дым"),
    ("en", "1000", "100"),
]


@pytest.mark.parametrize(("tag", "written", "asked"), FORMS)
def test_forms_of_a_word_share_a_stem(tag: str, written: str, asked: str) -> None:
    code = language_code(tag)

    assert set(text_stems(f"Now: {written}.", code)) & set(query_stems(asked, [code]))


@pytest.mark.parametrize(("tag", "written", "asked"), UNRELATED)
def test_other_words_share_none(tag: str, written: str, asked: str) -> None:
    assert not set(text_stems(written, tag)) & set(query_stems(asked, [tag]))


@pytest.mark.parametrize("code", [*ALGORITHMS, "uk"])
def test_the_stem_of_each_language_is_marked_and_one_token(code: str) -> None:
    for word in ("grüße", "заявления", "المدارس", "election", "चुनावों", "εκλογές"):
        for marked in word_stems(word, code):
            assert stem_language(marked) == code
            assert marked[1:].strip() == marked[1:] != ""
            assert " " not in marked


def test_the_stem_of_one_language_is_not_found_by_that_of_another() -> None:
    assert not set(text_stems("not", "en")) & set(query_stems("Note", ["de"]))


@pytest.mark.parametrize("word", ["", "at", "1999", "中国", "เลือกตั้ง", "covid19"])
def test_numbers_short_words_and_scripts_without_spaces_have_no_stems(word: str) -> None:
    assert query_stems(word, ["en"]) == ()


@pytest.mark.parametrize(
    ("tag", "code"), [("en-GB", "en"), ("pt_BR", "pt"), ("NN", "no"), ("sr-Latn", "sr"), ("zh", "")]
)
def test_a_tag_names_the_language_whose_stems_are_taken(tag: str, code: str) -> None:
    assert language_code(tag) == code
    assert list(text_stems("words", "")) == []
