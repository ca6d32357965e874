"""The words of a block as nodes of the rich sheet."""

from typing import Any

from blog.text.markdown.as_written.block_splitting import split_blocks


def words(text: str) -> list[dict[str, Any]]:
    node = split_blocks(text).pieces[0].node
    assert node is not None
    return list(node["content"])


def marked(text: str) -> list[tuple[str, list[str]]]:
    return [(node.get("text", ""), [mark["type"] for mark in node.get("marks", ())]) for node in words(text)]


def test_marks_within_each_other_are_one_set() -> None:
    assert marked("a **b *c*** ~~d~~ `e`") == [
        ("a ", []),
        ("b ", ["strong"]),
        ("c", ["strong", "em"]),
        (" ", []),
        ("d", ["strike"]),
        (" ", []),
        ("e", ["code"]),
    ]
    assert marked("*a *b* c*") == [("a b c", ["em"])]


def test_escapes_entities_and_line_ends_keep_how_they_were_written() -> None:
    found = [
        (node["text"], *(mark["attrs"] for mark in node.get("marks", ()))) for node in words('a\\*&amp;\n\\"C:\\t')
    ]

    assert found == [
        ("a",),
        ("*", {"source": "\\*", "text": "*"}),
        ("&", {"source": "&amp;", "text": "&"}),
        (" ", {"source": "\n", "text": " "}),
        ('"', {"source": '\\"', "text": '"'}),
        ("C:\\t",),
    ]


def test_typographic_signs_are_those_that_were_typed() -> None:
    assert words("\"a\" -- 'b' ...") == [{"type": "text", "text": "\"a\" -- 'b' ..."}]


def test_a_link_says_how_it_was_written() -> None:
    [typed, _, bare, _, named] = words('[a](/x "t") https://example.org [b][c]\n\n[c]: /y')

    assert typed["marks"][0]["attrs"] == {"href": "/x", "title": "t", "reference": None, "auto": None}
    assert bare["marks"][0]["attrs"]["auto"] == "linkify"
    assert named["marks"][0]["attrs"]["reference"] == "C"


def test_signs_that_are_too_many_are_left_as_source() -> None:
    node = split_blocks("[" * 600).pieces[0].node

    assert node is not None
    assert node["type"] == "source_block"
