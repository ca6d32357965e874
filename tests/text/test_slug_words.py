"""Slugs: safe in an address, cut at a word, in Latin letters or in those of their script."""

import re

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st

from blog.text.language_tags import USUAL
from blog.text.slug_words import address_slug, latin_slug, native_slug


@pytest.mark.parametrize(
    ("words", "latin", "native"),
    [
        ("Two weirs come out", "two-weirs-come-out", "two-weirs-come-out"),
        ("Über die Brücke: 3 Fragen", "uber-die-brucke-3-fragen", "über-die-brücke-3-fragen"),
        ("Київ", "kyiv", "київ"),
        ("चुनाव में", "cunaav-men", "चुनाव-में"),
        ("東京で大雪、交通", "", "東京で大雪-交通"),
        ("北京大学", "bei-jing-da-xue", "北京大学"),
        ("🙂", "", ""),
        ("5,2 of 1,000", "5-2-of-1000", "5-2-of-1-000"),
        ("İstanbul", "istanbul", "istanbul"),
        ("საქართველო", "sakartvelo", "საქართველო"),
        ("€5 or £4, 5 °C", "5-or-4-5-c", "5-or-4-5-c"),
        ("col·legi non\u00adstop", "collegi-nonstop", "collegi-nonstop"),
        ("צה״ל", "tshl", "צהל"),
        ("", "", ""),
        ("../../etc/passwd%00", "etc-passwd-00", "etc-passwd-00"),
        ("<script>alert(1)</script>", "script-alert-1-script", "script-alert-1-script"),
    ],
)
def test_a_slug_is_made_of_words(words: str, latin: str, native: str) -> None:
    assert (latin_slug(words, "en", 80), native_slug(words, 80)) == (latin, native)


@pytest.mark.parametrize(
    ("words", "language", "slug"),
    [
        ("東京で大雪、交通", "ja", "東京で大雪-交通"),
        ("東京で大雪、交通", "en", "東京で大雪-交通"),
        ("首相辞任", "ja", "首相辞任"),
        ("首相辞任", "ja-JP", "首相辞任"),
        ("iPhone ２０２６発売！", "ja", "iphone-2026発売"),
        ("ﾆｭｰｽ速報", "ja", "ニュース速報"),
        ("NHK World", "ja", "nhk-world"),
        ("The letter の in English brands", "en", "the-letter-no-in-english-brands"),
        ("首相辞任", "zh", "shou-xiang-ci-ren"),
        ("서울에서", "ko", "seouleseo"),
    ],
)
def test_japanese_keeps_its_script(app: Flask, words: str, language: str, slug: str) -> None:
    assert address_slug(words, 80, language=language) == slug


def test_a_slug_is_cut_at_a_word_and_an_endless_word_too() -> None:
    for slug in (latin_slug("river " * 50, "en", 80), native_slug("river " * 50, 80)):
        assert len(slug) <= 80
        assert set(slug.split("-")) == {"river"}
    assert len(latin_slug("donau" * 60, "de", 80)) <= 80
    assert len(native_slug("東京" * 60, 80)) == 80


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=120), st.sampled_from(USUAL))
def test_whatever_is_typed_the_slug_is_one_safe_part_of_a_path(text: str, tag: str) -> None:
    latin, native = latin_slug(text, tag, 80), native_slug(text, 80)

    assert re.fullmatch(r"(?:[a-z0-9]+(?:-[a-z0-9]+)*)?", latin)
    assert re.fullmatch(r"(?:[^\s/?#%.\-]+(?:-[^\s/?#%.\-]+)*)?", native)
    assert max(len(latin), len(native)) <= 80
    assert latin_slug(latin, tag, 80) == latin
