"""Blocks stand in their places again, within lists and quotes too."""

from blog.operations.moving_in.conversion.collected_blocks import CollectedBlocks, PictureBlock, TextBlock
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
