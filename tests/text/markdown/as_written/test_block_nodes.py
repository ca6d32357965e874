"""Blocks as nodes of the rich sheet."""

from typing import Any

import pytest

from blog.text.markdown.as_written.block_splitting import split_blocks


def outline(node: dict[str, Any]) -> Any:
    kinds = [outline(child) for child in node.get("content", ()) if child["type"] != "text"]
    return (node["type"], *kinds) if kinds else node["type"]


def first(text: str) -> dict[str, Any]:
    node = split_blocks(text).pieces[0].node
    assert node is not None
    return node


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("> a\n> > b", ("blockquote", "paragraph", ("blockquote", "paragraph"))),
        (">", ("blockquote", "paragraph")),
        ("-\n- a", ("bullet_list", ("list_item", "paragraph"), ("list_item", "paragraph"))),
        ("- # a\n  ***", ("bullet_list", ("list_item", "heading", "horizontal_rule"))),
        ("> [!pull] a\n> -- b", ("pull_quote", "paragraph", "speaker")),
        ("> [!pull]\n>\n> a\n>\n> -- b", ("pull_quote", "paragraph", "speaker")),
        ("    a", "code_block"),
        ("|a|\n|-|", ("table", ("table_row", "table_header"))),
        ("- ![a](picture:b)", ("bullet_list", ("list_item", "picture"))),
        ("> [a]: /u", "source_block"),
    ],
)
def test_a_block_has_the_parts_that_readers_see(text: str, expected: Any) -> None:
    assert outline(first(text)) == expected


def test_lists_keep_their_signs_and_whether_their_items_stand_apart() -> None:
    assert first("3) a\n\n4) b")["attrs"] == {"order": 3, "delimiter": ")", "tight": False}
    assert first("+ a\n+ b")["attrs"] == {"marker": "+", "tight": True}


def test_columns_keep_their_alignment() -> None:
    cells = first("a | b | c\n:- | :-: | -\n1")["content"][1]["content"]

    assert [cell["attrs"]["alignment"] for cell in cells] == ["left", "center", None]


def test_code_keeps_its_lines_and_all_that_stands_behind_its_fence() -> None:
    node = first("~~~ py `x`\n\n a\n\n~~~")

    assert (node["attrs"], node["content"][0]["text"]) == ({"language": "py `x`"}, "\n a\n")


def test_a_picture_keeps_its_words_as_they_were_typed() -> None:
    attributes = first('![a \\* *b*](picture:k "\\"c\\" -- d")')["attrs"]

    assert attributes == {"key": "k", "alt": "a * b", "caption": '"c" -- d', "width": ""}
