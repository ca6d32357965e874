"""The words of a body as the history of an article compares them."""

from blog.text.markdown.reading_text import read_blocks
from blog.text.quotation_marks import ENGLISH


def test_words_are_left_of_a_text_block_by_block() -> None:
    markdown = '# A "word"\n\nOne [link](https://example.org) and **two** &lt;b&gt;.\n\n    code\n      more'

    assert read_blocks(markdown, ENGLISH).split("\n\n") == ["A “word”", "One link and two <b>.", "code\n  more"]
