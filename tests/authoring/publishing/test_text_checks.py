import pytest

from blog.authoring.publishing.text_checks import find_advice, find_text_faults
from blog.models import Article
from blog.text.markdown.as_written.content_inspection import inspect_content


def look(body: str, **texts: str) -> list[tuple[str, str]]:
    article = Article(
        **{"headline": "Tea", "standfirst": "", "lead_caption": "", "lead_credit": "", "lead_alt": "", **texts}
    )
    return [(str(finding.fault), finding.about) for finding in find_text_faults(article, inspect_content(body))]


@pytest.mark.parametrize(
    "body",
    [
        "A **word **here",
        "Wort**.** Neu",
        "A [link](foo bar) here",
        "A <b>word</b> here",
        "One<br>two",
        '<iframe src="https://example.org"></iframe>',
        'Photos: [gallery ids="1,2"]',
        "[caption id=1]A well[/caption]",
        "A note[^9] of nothing",
        "#Heading without a space",
        "| a | b | |---|---|",
        "- item ~~struck",
        "> quoted **never closed",
        "| a | b |\n|--|--|\n| **x | y |",
    ],
)
def test_what_readers_see_as_it_was_typed_is_named(body):
    assert {fault for fault, _ in look(body)} == {"left_sign"}


@pytest.mark.parametrize(
    "body",
    [
        "**Bold** and *italic*, [a link](https://example.org/), a note[^1].\n\n[^1]: Here.",
        "Code: `**x** <b> [gallery]`\n\n```\n**x** <b>\n```",
        "Two * three, 5 < 6 and 7 > 2, [sic], #1 and C#",
        "| a | b |\n|--|--|\n| 1 | 2 |",
        "https://example.org/a_b**c",
    ],
)
def test_what_is_formatted_or_meant_is_not_named(body):
    assert [fault for fault, _ in look(body) if fault == "left_sign"] == []


def test_signs_in_headline_and_standfirst_are_named_too():
    assert look("Tea.", headline="A **bold** claim", standfirst="See [x](y") == [
        ("left_sign", "A **bold** claim"),
        ("left_sign", "See [x](y"),
    ]


def test_two_signs_beside_each_other_are_one_finding():
    assert look("The **board **met.") == [("left_sign", "The **board **met.")]


def test_an_image_of_another_site_is_named_by_its_words_or_its_address():
    body = "![A well](https://example.org/a.jpg)\n\n![](https://example.org/b.jpg)"

    assert look(body) == [("foreign_image", "A well"), ("foreign_image", "https://example.org/b.jpg")]


def test_a_footnote_without_a_place_is_named():
    assert look("Tea[^1].\n\n[^1]: Green.\n\n[^forgotten]: Black.") == [("orphan_note", "forgotten")]


def test_a_block_that_is_shown_raw_is_named():
    assert look("[a " * 300) == [("raw_block", ("[a " * 20))]


@pytest.mark.parametrize(
    ("body", "first"),
    [
        ("First.\nSecond.\nThird.", "First."),
        ("He said “no.”\nShe went.", "He said “no.”"),
        ("今日は雨。\n明日は晴れ。", "今日は雨。"),
    ],
)
def test_lines_that_look_like_paragraphs_are_named(body, first):
    assert look(body) == [("line_ends", first)]


@pytest.mark.parametrize("body", ["A line broken\nat some width. And\nmore.", "One.  \nTwo.", "- One.\n- Two."])
def test_lines_that_were_broken_on_purpose_or_at_a_width_are_not_named(body):
    assert look(body) == []


def test_a_missing_standfirst_is_advice():
    without, having = (Article(standfirst=words) for words in (" ", "Why tea."))

    assert [finding.fault.is_advice for finding in find_advice(without)] == [True]
    assert list(find_advice(having)) == []
