"""Language tags: standard form, what is none, direction, native names."""

import pytest

from blog.text.language_tags import USUAL, direction_of, native_name, read_tag, usual_languages


@pytest.mark.parametrize(
    ("typed", "tag"),
    [
        ("de", "de"),
        ("DE_ch", "de-CH"),
        ("zh-hant-tw", "zh-Hant-TW"),
        ("iw", "he"),
        ("gsw", "gsw"),
        ("sl-rozaj", "sl-rozaj"),
        ("de-DE-u-co-phonebk", "de-DE-u-co-phonebk"),
    ],
)
def test_a_tag_is_read_in_its_standard_form(typed: str, tag: str) -> None:
    assert read_tag(typed) == tag


@pytest.mark.parametrize(
    "typed",
    ["", " ", "english", "Deutsch", "xx", "de-", "a" * 100, "de<b>", "ｄｅ", "de\x00", "en-x-" + "a-" * 20 + "a"],
)
def test_what_names_no_language_is_no_tag(typed: str) -> None:
    assert read_tag(typed) is None


def test_the_direction_is_that_of_the_script() -> None:
    written_from_the_right = ("ar", "fa-AF", "he", "iw", "yi", "ur", "ckb", "dv", "az-Arab", "pa-PK", "syr", "nqo")

    assert {direction_of(tag) for tag in written_from_the_right} == {"rtl"}
    assert {direction_of(tag) for tag in ("en", "uk", "zh-Hant", "ar-Latn", "az", "tlh")} == {"ltr"}


def test_usual_languages_call_themselves_by_name() -> None:
    names = dict(usual_languages())

    assert set(names) == set(USUAL)
    assert all(read_tag(tag) == tag and name != tag for tag, name in names.items())
    assert (names["uk"], names["ka"], names["de-CH"]) == ("Українська", "ქართული", "Deutsch (Schweiz)")
    assert native_name("tlh") == "tlh"
