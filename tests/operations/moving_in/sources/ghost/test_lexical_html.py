"""Lexical is read within its depth; what is none is nothing."""

import json

import pytest

from blog.operations.moving_in.sources.ghost.lexical_html import lexical_html


@pytest.mark.parametrize("text", ["", "nothing", "[]", '{"root": 5}', '{"root": {"children": [5, null]}}'])
def test_what_is_none_is_nothing(text: str) -> None:
    assert lexical_html(text, []) == ""


def test_marks_are_bits() -> None:
    node = {"type": "text", "text": "a&b", "format": 1 | 2 | 64}

    assert (
        lexical_html(json.dumps({"root": {"children": [node]}}), []) == "<sup><em><strong>a&amp;b</strong></em></sup>"
    )


def test_a_text_nested_without_end_ends() -> None:
    text = '{"type":"paragraph","children":[' * 300 + "]}" * 300

    assert lexical_html(f'{{"root":{{"children":[{text}]}}}}', []).count("<p>") <= 61


def test_a_list_in_an_item_of_its_own_belongs_to_the_item_before() -> None:
    def item(*children: object) -> object:
        return {"type": "listitem", "children": children}

    inner = {"type": "list", "listType": "number", "children": [item({"type": "text", "text": "two"})]}
    outer = {"type": "list", "children": [item({"type": "text", "text": "one"}), item(inner)]}

    html = lexical_html(json.dumps({"root": {"children": [outer]}}), [])

    assert html == "<ul><li>one<ol><li>two</li></ol></li></ul>"
