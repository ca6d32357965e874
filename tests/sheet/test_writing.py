"""What the sheet writes: notes at their places, separators, and the source of what nobody touched."""

from typing import Any

import pytest

from blog.text.markdown import render
from blog.text.markdown.as_written.block_splitting import split_blocks
from tests.sheet.conftest import SheetDocuments

TEXT = "One[^1] two[^b].\n\n[^1]: First *words*\n[^b]: Second\n\nLast   \n"


def note(number: int, text: str | None) -> dict[str, Any]:
    return {"kind": "note", "number": number, "text": text}


def cite(text: str, label: str | None = None) -> dict[str, Any]:
    return {"kind": "cite", "at": 1, "label": label, "text": text}


@pytest.mark.parametrize(
    ("operations", "expected"),
    [
        ([note(0, "New *")], "One[^1] two[^b].\n\n[^1]: New \\*\n[^b]: Second\n\nLast   \n"),
        ([note(0, None)], "One two[^b].\n\n[^b]: Second\n\nLast   \n"),
        ([cite("Third")], "One[^1] two[^b].\n\n[^1]: First *words*\n[^b]: Second\n\nLast[^2]\n\n[^2]: Third\n"),
        ([cite("Other", "b")], "One[^1] two[^b].\n\n[^1]: First *words*\n[^b]: Second\n\nLast[^2]\n\n[^2]: Other\n"),
        ([cite("Second", "b")], "One[^1] two[^b].\n\n[^1]: First *words*\n[^b]: Second\n\nLast[^b]\n"),
        ([note(0, "")], "One[^1] two[^b].\n\n[^1]:\n[^b]: Second\n\nLast   \n"),
        ([{"kind": "arrange", "order": [1]}], "Last   \n"),
        (
            [{"kind": "arrange", "order": [1, 0]}],
            "Last   \n\nOne[^1] two[^b].\n\n[^1]: First *words*\n[^b]: Second\n",
        ),
    ],
)
def test_notes_are_written_where_they_stood(documents: SheetDocuments, operations: Any, expected: str) -> None:
    assert documents.write(TEXT, *operations).text == expected


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("1. Januar 2026", "1\\. Januar 2026"),
        ("> 5 people", "\\> 5 people"),
        ("- so", "\\- so"),
        ("# 3", "\\# 3"),
        ("[a]: b", "\\[a]: b"),
    ],
)
def test_words_of_a_note_begin_no_block(documents: SheetDocuments, words: str, written: str) -> None:
    text = documents.write("One.\n\nTwo", cite(words)).text

    assert text == f"One.\n\nTwo[^1]\n\n[^1]: {written}"
    assert split_blocks(text).pieces[2].note is not None


@pytest.mark.parametrize(
    ("text", "order", "expected"),
    [
        ("- a\n\nb\n\n- c\n", [0, 2], "- a\n\n* c\n"),
        ("1. a\n\nb\n\n1. c\n", [0, 2], "1. a\n\n1) c\n"),
        ("    a\n\nb\n\n    c\n", [0, 2], "    a\n\n```\nc\n```\n"),
        ("- a\n\nb\n\n    c\n", [0, 2], "- a\n\n```\nc\n```\n"),
        ("a\n\n```\nb", [1, 0], "```\nb\n```\n\na"),
        ("a\n***\nb\n", [1, 0, 2], "***\n\na\n\nb\n"),
        ("a\r\n\r\nb", [1, 0], "b\n\na"),
        ("a\n\nb\n\n\n\nc", [0, 1, 1, 2], "a\n\nb\n\nb\n\n\n\nc"),
    ],
)
def test_new_neighbours_stay_blocks_of_their_own(
    documents: SheetDocuments, text: str, order: list[int], expected: str
) -> None:
    assert documents.write(text, {"kind": "arrange", "order": order}).text == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("# a", "\\# a"),
        ("1. a", "1\\. a"),
        ("2026. a", "2026\\. a"),
        ("- a", "\\- a"),
        ("a *b* _c_", "a \\*b\\* \\_c\\_"),
        ("a_b 3*4 a * b", "a_b 3*4 a * b"),
        ("[a](b)", "\\[a](b)"),
        ("[sic] C:\\temp R&D &amp;", "[sic] C:\\temp R&D \\&amp;"),
        ('"a" -- b\'s ...', '"a" -- b\'s ...'),
        ("---", "\\---"),
        ("::: gallery", "\\::: gallery"),
        ("https://example.org/a_b", "https://example.org/a_b"),
    ],
)
def test_typed_signs_are_escaped_where_they_would_mean_something(
    documents: SheetDocuments, typed: str, expected: str
) -> None:
    assert documents.write("", {"kind": "insert", "at": 0, "text": typed}).text == expected


def test_a_touched_paragraph_keeps_its_lines_escapes_and_links_by_name(documents: SheetDocuments) -> None:
    text = 'One \\"line\\"&nbsp;of\n[two][x] **three**\\\nfour [x].\n\n[x]: /u\n'

    written = documents.write(text, {"kind": "type", "at": 0, "share": 0, "text": "The ", "mark": None}).text

    assert written == f"The {text}"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ([["https://a.org/b_c"], ["d", "code"]], "<https://a.org/b_c>`d`"),
        ([["https://a.org/b"], ["c", "strong"]], "<https://a.org/b>**c**"),
        ([["https://a.org/b", "strike"], [" c"]], "~~<https://a.org/b>~~ c"),
        ([["https://a.org/b."], ["c", "em"]], "<https://a.org/b>.*c*"),
        ([["https://a.org/b*c*"]], "<https://a.org/b>\\*c\\*"),
        ([["https://"], ["a.org", "strong"]], "https\\://**a.org**"),
        ([["https://a.org/*https://b.org"], ["c", "em"]], "<https://a.org/>\\*https\\://b.org*c*"),
        ([["https://a.org/b_c, "], ["d", "strong"]], "https://a.org/b_c, **d**"),
        ([["https://a.org/%20b"]], "https://a.org/%20b"),
    ],
)
def test_a_bare_address_takes_in_no_sign_beside_it(documents: SheetDocuments, words: Any, expected: str) -> None:
    written = documents.write("", {"kind": "compose", "words": words})

    assert written.text == expected
    assert render(written.text).text == "".join(text for text, *_ in words)
