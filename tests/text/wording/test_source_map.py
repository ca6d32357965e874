"""Each character of a page is known with the part of the Markdown from which it comes."""

import pytest

from blog.text.markdown import render
from blog.text.wording.page_words import read_page, squeeze
from blog.text.wording.source_characters import CharacterKind
from blog.text.wording.source_map import map_source
from tests.text.wording.articles import Writer


@pytest.mark.parametrize("seed", range(60))
def test_the_letters_are_those_of_the_page(seed: int) -> None:
    text = Writer(seed).article()

    characters = map_source(text)

    assert squeeze("".join(one.sign for one in characters if one.kind is not CharacterKind.NOTE)) == read_page(
        render(text).html
    )
    written = [one for one in characters if one.kind is CharacterKind.WORD and one.sign.isalnum()]
    assert all(one.sign in text[one.start : one.end] for one in written if one.end == one.start + 1)


def test_words_of_cells_code_and_videos_have_their_places() -> None:
    text = "| a | b \\| c |\n| --- | --- |\n\n```\nx = 1\n```\n\n[Talk](https://www.youtube.com/watch?v=abcdefghijk)\n"

    characters = map_source(text)

    read = "".join(one.sign for one in characters)
    places = {one.sign: text[one.start : one.end] for one in characters if one.kind is CharacterKind.WORD}
    assert read == "\na\nb | c\nx = 1\n\n\nTalk\nyoutube.com"
    assert (places["|"], places["T"], places["="]) == ("\\|", "T", "=")
