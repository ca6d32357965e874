"""Associations become pairs of a translation and its original."""

from blog.operations.moving_in.sources.translation_groups import pair_translations


def test_each_language_comes_once_and_the_oldest_is_the_original() -> None:
    groups = [("k", "12"), ("k", "9"), ("k", "13"), ("k", "14"), ("other", "20")]
    languages = {"9": "de-DE", "12": "en-GB", "13": "en-GB", "14": "*", "20": "de-DE"}

    assert pair_translations(groups, languages) == {"12": "9"}
    assert pair_translations(groups, languages, main="en-GB") == {"9": "12"}
