"""The lines of outermost blocks."""

from blog.text.markdown.as_written.outer_blocks import OuterBlock, find_blocks, is_open


def lines_of(text: str) -> list[tuple[int, int, str]]:
    return [(block.start, block.end, block.kind) for block in find_blocks(text, text.splitlines(keepends=True))]


def test_blocks_have_no_blank_lines_at_their_ends() -> None:
    assert lines_of("\n- a\n\n\n> b\n>\n\n") == [(1, 2, "bullet_list_open"), (4, 6, "blockquote_open")]


def test_definitions_below_each_other_are_one_block() -> None:
    assert lines_of("[a]: /u\n[b]: /v\n\n[c]: /w\n") == [(0, 2, "definition"), (3, 4, "definition")]


def test_cards_below_each_other_share_their_lines() -> None:
    assert lines_of("https://youtu.be/abcdefghijk\nhttps://vimeo.com/1\n") == [(0, 2, "card_open")]


def test_a_fence_ends_with_as_many_signs_as_it_began() -> None:
    def is_last_open(text: str) -> bool:
        block: OuterBlock = find_blocks(text, text.splitlines(keepends=True))[-1]
        return is_open(block, text)

    assert [is_last_open(text) for text in ("```\na\n```", "````\na\n```", "```", "~~~\n~~~", "a")] == [
        False,
        True,
        True,
        False,
        False,
    ]
