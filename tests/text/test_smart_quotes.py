"""Straight quotes become those of the language, apostrophes are apostrophes, and what was typed as such stays."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from blog.text.language_tags import USUAL
from blog.text.markdown import render
from blog.text.quotation_marks import ENGLISH, LANGUAGES, MARKS, STRAIGHT, marks_of
from blog.text.smart_quotes import smarten

NESTED = "\"a 'b' c\" d's"


@pytest.mark.parametrize(
    ("tag", "written"),
    [
        ("en", "“a ‘b’ c” d’s"),
        ("de", "„a ‚b‘ c“ d’s"),
        ("de-AT", "„a ‚b‘ c“ d’s"),
        ("de-CH", "«a ‹b› c» d’s"),
        ("fr", "«\u202fa «\u202fb\u202f» c\u202f» d’s"),
        ("fr-CH", "«a ‹b› c» d’s"),
        ("fr-CA", "«\u202fa “b” c\u202f» d’s"),
        ("uk", "«a „b“ c» d’s"),
        ("pl", "„a «b» c” d’s"),
        ("sv", "”a ’b’ c” d’s"),
        ("nl", "‘a ‘b’ c’ d’s"),
        ("pt-AO", "«a “b” c» d’s"),
        ("pt-BR", "“a ‘b’ c” d’s"),
        ("ja", "「a 『b』 c」 d’s"),
        ("zh-TW", "「a 『b』 c」 d’s"),
        ("zh-Hans", "“a ‘b’ c” d’s"),
        ("ar", "”a ’b‘ c“ d’s"),
        ("tlh", "“a ‘b’ c” d’s"),
    ],
)
def test_quotes_and_quotes_in_them_follow_the_language(tag: str, written: str) -> None:
    marks = marks_of(tag)

    assert smarten(NESTED, marks) == written
    assert render(NESTED, marks=marks).text == written


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("the '90s, rock 'n' roll and 'tis 'so'", "the ’90s, rock ’n’ roll and ’tis ‘so’"),
        ("in '69 and the 70's", "in ’69 and the 70’s"),
        ("die 70er, 's morgens, Jens' Buch", "die 70er, ’s morgens, Jens’ Buch"),
        ("l'homme, п'ять, O'Neil's, qu'\"il\"", "l’homme, п’ять, O’Neil’s, qu’“il”"),
        ("'s-Hertogenbosch; la 'ndrangheta", "’s-Hertogenbosch; la ’ndrangheta"),
        ("5'10\" tall, 27\" wide, 50°30'15\" N, 5'000", '5\'10" tall, 27" wide, 50°30\'15" N, 5’000'),
        ('他说"你好"了。これは"強調"です。', "他说“你好”了。これは“強調”です。"),
        ('("Word," she said.) "\'Hi,\' he said."', "(“Word,” she said.) “‘Hi,’ he said.”"),
        ('"yes"-ish, "no"—twice', "“yes”-ish, “no”—twice"),
        ('"a "b" c" \'x "y" z\'', "“a ‘b’ c” ‘x “y” z’"),
        ("nel '68 un po' di \"vino\"", "nel ’68 un po’ di “vino”"),
        ('เขาพูดว่า"สวัสดี"ครับ', "เขาพูดว่า“สวัสดี”ครับ"),
        ('"One paragraph,', "“One paragraph,"),
        ('the next one."', "the next one.”"),
        ("צה\"ל, צ'רצ'יל", "צה\"ל, צ'רצ'יל"),
        ("„Wort“ « mot » “word” ‘so’ don’t", "„Wort“ « mot » “word” ‘so’ don’t"),
        ("a \" b ' c", "a \" b ' c"),
        ("'\"'", '‘"’'),
    ],
)
def test_apostrophes_measures_and_typed_marks_are_right(typed: str, written: str) -> None:
    assert smarten(typed, ENGLISH) == written


def test_marks_pair_across_markup_but_not_into_code_or_addresses() -> None:
    html = render('"**Wort**" `"x"` "`y`" \\"z\\" "[Ort](/x)"[^1] *"so"*\n\n[^1]: "N"', marks=marks_of("de")).html

    assert '„<strong>Wort</strong>“ <code>"x"</code> „<code>y</code>“ "z" „<a href="/x">Ort</a>“<sup' in html
    assert "<em>„so“</em>" in html
    assert "„N“" in html
    assert "o'neil" in render("https://example.org/o'neil").html.replace("&#39;", "'")


def test_a_french_mark_is_no_word() -> None:
    assert render('Il dit "oui".', marks=marks_of("fr")).word_count == 3


def test_each_language_has_four_marks_and_each_usual_one_finds_its_own() -> None:
    assert {len(marks) for marks in LANGUAGES} == {4}
    assert len(MARKS) == sum(len(tags.split()) for tags in LANGUAGES.values()) + 2
    assert all(marks_of(tag) is not STRAIGHT for tag in USUAL)


SIGNS = st.lists(st.sampled_from(['"', "'", "a", "z", " ", ".", "(", ")", "1", "你", "«", "’", "\n", "—"]), max_size=14)


@settings(max_examples=150, deadline=None)
@given(SIGNS.map("".join), st.sampled_from(USUAL))
def test_nothing_but_straight_quotes_changes(text: str, tag: str) -> None:
    written = smarten(text, marks_of(tag))

    assert smarten(text, STRAIGHT) == text
    assert re.sub("[\"'‘’“”„‚«»‹›「」『』\u202f]", "", written) == re.sub("[\"'‘’«]", "", text)


def test_many_quotes_cost_little() -> None:
    assert smarten('"a ' * 50_000, ENGLISH)[:5] == "“a “a"


def test_a_quote_ends_before_a_sign_that_is_escaped() -> None:
    assert render('"a"\\[1\\] \\["b"\\] \\"c\\"').text == '“a”[1] [“b”] "c"'
