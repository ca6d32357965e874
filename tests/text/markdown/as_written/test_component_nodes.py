"""Components of a text as nodes of the rich sheet."""

from typing import Any

import pytest

from blog.text.markdown.as_written.block_splitting import split_blocks


def first(text: str) -> dict[str, Any]:
    node = split_blocks(text).pieces[0].node
    assert node is not None
    return node


def kinds(node: dict[str, Any]) -> list[str]:
    return [child["type"] for child in node.get("content", ())]


def test_a_gallery_holds_its_pictures_and_the_words_below_them() -> None:
    node = first("::: gallery strip\n![a](picture:k)\n![b](picture:l)\n\nWords\n:::")

    assert (node["type"], node["attrs"]) == ("gallery", {"form": "strip"})
    assert kinds(node) == ["picture", "picture", "paragraph"]


def test_boxes_hold_blocks_and_galleries() -> None:
    node = first("::: information\n### Title\n\n- a\n\n::: comparison\n![a](picture:k)\n![b](picture:l)\n:::\n:::")

    assert node["type"] == "information_box"
    assert kinds(node) == ["heading", "bullet_list", "comparison"]
    assert kinds(first("::: questions\n### Who?\n\nAll.\n:::")) == ["heading", "paragraph"]


def test_pictures_have_widths_and_stand_side_by_side() -> None:
    assert first("![a](picture:k){.wide}")["attrs"]["width"] == "wide"

    row = first("![a](picture:k){.full} ![b](picture:l)")
    assert (row["attrs"], kinds(row)) == ({"width": "full"}, ["picture", "picture"])
    assert [picture["attrs"]["width"] for picture in row["content"]] == ["", ""]


def test_a_button_has_an_address_and_words() -> None:
    node = first("[Buy a *ticket*](https://example.org/t){.button}")

    assert (node["type"], node["attrs"]) == ("button_card", {"address": "https://example.org/t"})
    assert [child["text"] for child in node["content"]] == ["Buy a ", "ticket"]


def test_a_card_keeps_its_title_and_text_as_markdown() -> None:
    node = first("[A *post*](https://example.org/1)\n> The **first** boat\n>\n> is in.")

    assert node["attrs"] == {
        "address": "https://example.org/1",
        "title": "A *post*",
        "text": "The **first** boat\n\nis in.",
    }


@pytest.mark.parametrize(
    "text",
    [
        "::: gallery\nWords\n\n![a](picture:k)\n:::",
        "::: comparison\n![a](picture:k)\n:::",
        "![a](picture:k) ![b](picture:l) ![c](picture:m) ![d](picture:n)",
        "[a](https://example.org/1)\n> - a list",
    ],
)
def test_components_of_another_form_are_shown_as_source(text: str) -> None:
    assert first(text)["type"] == "source_block"
