"""Case endings of Ukrainian are taken off, and enough of each word is left."""

import pytest

from blog.database.search.orthography.ukrainian_endings import MIN_STEM, strip_ending, ukrainian_stems


@pytest.mark.parametrize(
    "forms",
    [
        "україна україни україні україну україною",
        "закон закону законом законі закони законів законам законами законах",
        "державний державного державному державним державні державних державна державної",
        "новина новини новині новиною новинами",
    ],
)
def test_the_forms_of_a_word_have_one_stem(forms: str) -> None:
    assert len({strip_ending(form) for form in forms.split()}) == 1


@pytest.mark.parametrize("word", ["дім", "мама", "вона", "ї", ""])
def test_short_words_keep_enough(word: str) -> None:
    assert len(strip_ending(word)) >= min(len(word), MIN_STEM)


@pytest.mark.parametrize(
    "forms",
    [
        "київ києва києву києвом києві",
        "харків харкова харкову харкові",
        "рік року роки",
        "ніч ночі",
        "договір договори договору",
        "стаття статей статті",
        "люди людей людям",
    ],
)
def test_a_vowel_that_changes_before_an_ending_is_followed(forms: str) -> None:
    first, *others = (set(ukrainian_stems(form)) for form in forms.split())

    assert all(first & other for other in others)
