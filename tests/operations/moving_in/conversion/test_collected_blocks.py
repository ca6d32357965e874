"""Blocks stand in their places again, within lists and quotes too."""

from blog.operations.moving_in.conversion.collected_blocks import CollectedBlocks, PictureBlock, TextBlock
from blog.operations.moving_in.conversion.html_body import convert_html
from blog.operations.moving_in.imported_items import PictureItem


def test_a_block_takes_the_indent_of_its_place() -> None:
    collected = CollectedBlocks()
    collected.add(TextBlock("a\nb"))

    assert collected.fill("> importedblock0x\n\n- importedblock0x", lambda _one: "") == "> a\n> b\n\n- a\n  b"


def test_a_gallery_stands_at_the_outermost_level_alone() -> None:
    collected = CollectedBlocks()
    collected.add(PictureBlock([PictureItem("a"), PictureItem("b")]))

    def write(one: PictureItem) -> str:
        return f"![](picture:{one.address})"

    assert collected.fill("importedblock0x", write) == "::: gallery\n![](picture:a)\n![](picture:b)\n:::"
    assert ":::" not in collected.fill("- importedblock0x", write)


def test_a_word_that_looks_like_a_block_stays() -> None:
    assert CollectedBlocks().fill("importedblock7x", lambda _one: "") == "importedblock7x"


def test_a_component_within_another_is_opened() -> None:
    answer = "<p>In</p><details><summary>Why</summary><p>So</p></details>"
    pictures = "<figure class='wp-block-gallery'><img src='a.jpg'><img src='b.jpg'></figure>"

    body = convert_html(f"<details><summary>What</summary>{answer}{pictures}</details>")

    written = body.write(lambda picture: f"![]({picture.address})")
    assert written == "::: questions\n### What\n\nIn\n\n**Why**\n\nSo\n\n![](a.jpg)\n\n![](b.jpg)\n:::"
