"""Texts cut at their outermost blocks."""

import pytest

from blog.text.markdown.as_written.block_splitting import split_blocks
from blog.text.markdown.rendering import MAX_LENGTH, TooLong


def kinds(text: str) -> list[str]:
    return [piece.node["type"] if piece.node else "note" for piece in split_blocks(text).pieces]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "\n\n",
        "\ufeff# Head\r\n\r\n\ta\rb\r\n\r\n\r\n",
        "a  \nb\\\nc\n \n\t\n> q\nlazy\n\n\n- a\n\n\n- b\n\n\n",
        "```\nopen\n\n",
        "a\x00b\x0bc\x1cd\x85e\u2028f\ud800g\ufdd0\n\x0c\n",
        "[^1]: note\n\n\n    more\n\n\n[a]: /u\n'title'\n\n[b]: <>\nx[^1]",
        "\u00a0\n\na\n\u00a0\n\n\u00a0",
    ],
)
def test_the_blocks_and_what_stands_between_them_are_the_text_byte_for_byte(text: str) -> None:
    assert split_blocks(text).join() == text


def test_each_block_keeps_its_source_and_nothing_but_blank_lines_stands_between() -> None:
    found = split_blocks("# Head\nWords\nmore\n\n- a\n\n- b\n\n\n***\n")

    assert [(piece.source, piece.after) for piece in found.pieces] == [
        ("# Head", "\n"),
        ("Words\nmore", "\n\n"),
        ("- a\n\n- b", "\n\n\n"),
        ("***", "\n"),
    ]


def test_pictures_and_videos_below_each_other_are_blocks_of_their_own() -> None:
    found = split_blocks(
        '![a](picture:one "b")\n![](picture:two)\n\nhttps://youtu.be/abcdefghijk\nhttps://vimeo.com/1\n'
    )

    assert [piece.source for piece in found.pieces] == [
        '![a](picture:one "b")',
        "![](picture:two)",
        "https://youtu.be/abcdefghijk",
        "https://vimeo.com/1",
    ]
    assert found.join().endswith("vimeo.com/1\n")


def test_what_the_schema_does_not_know_is_shown_as_source() -> None:
    unknown = ["![x](https://example.org/x.png)", "words ![a](picture:one)", "[a]: /u\n[b]: /v", "a\\\nb\n==="]

    assert kinds("\n\n".join(unknown)) == ["source_block"] * len(unknown)


def test_a_note_of_one_paragraph_is_edited_where_it_is_used() -> None:
    found = split_blocks("a[^1] b[^1]\n\n[^1]: Words *here*")

    assert found.pieces[1].note is not None
    assert found.pieces[1].note["label"] == "1"
    assert [node["type"] for node in found.pieces[0].node["content"]] == ["text", "footnote", "text", "footnote"]


@pytest.mark.parametrize("text", ["a[^1]\n\n[^1]:", "- a[^1]\n\n[^1]: \n", "> - a[^1]\n\n[^1]:\n\nb"])
def test_an_empty_note_is_edited_where_it_is_used(text: str) -> None:
    found = split_blocks(text)

    assert found.join() == text
    assert [piece.note for piece in found.pieces if piece.note] == [{"label": "1", "content": []}]


@pytest.mark.parametrize(
    "text",
    [
        "a[^1]\n\n[^1]: b\n\n    c",
        "[^1]: nobody refers to it",
        "a[^1]\n\n[^1]: b[^2]\n\n[^2]: c",
        "a[^1]\n\n[^1]: b\n\n> [^1]: c",
        "a[^1] ![b](picture:one)\n\n[^1]: c",
        "a[^1]\n\n[^1]: ![b](picture:one)",
    ],
)
def test_any_other_note_stays_where_it_is(text: str) -> None:
    assert "source_block" in kinds(text)[-1:]


def test_a_fence_without_end_takes_in_all_that_follows() -> None:
    found = split_blocks("```\na\n```\n\n~~~\nb\n\n")

    assert [piece.open for piece in found.pieces] == [False, True]
    assert found.pieces[1].source == "~~~\nb\n"


def test_a_text_that_is_too_long_is_refused() -> None:
    with pytest.raises(TooLong):
        split_blocks("x" * (MAX_LENGTH + 1))
