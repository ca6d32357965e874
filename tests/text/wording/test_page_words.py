"""The words of a page are read as they are copied; what is left empty is counted."""

from blog.text.markdown import render
from blog.text.wording.page_words import count_empty, read_page


def test_words_are_joined_over_marks_and_parted_between_blocks() -> None:
    html = render("un*believ*able[^1]\n\n- a\n- b\n\n[^1]: Note").html

    assert read_page(html) == "unbelievable a b Note"


def test_emptied_elements_are_counted_but_for_cells() -> None:
    assert count_empty(render("- a\n-\n\n[](/x)\n\n| a |\n| --- |\n| |").html) == 2
