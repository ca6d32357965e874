"""Markdown of other programs is read as they show it."""

import pytest

from blog.operations.moving_in.conversion.markdown_body import convert_markdown
from blog.operations.moving_in.imported_items import PictureItem
from blog.text.markdown.pasting.html_tree import PasteTooLong


def test_html_notes_and_tables_in_it_are_ours() -> None:
    converted = convert_markdown("A <b>b</b>[^1] and ~~c~~\n\n[^1]: Note.\n\n| a | b |\n|---|---|\n| 1 | 2 |")

    assert (
        converted.write(lambda _one: "")
        == "A **b**[^1] and ~~c~~\n\n| a | b |\n| --- | --- |\n| 1 | 2 |\n\n[^1]: Note."
    )


def test_a_text_without_end_is_refused() -> None:
    with pytest.raises(PasteTooLong):
        convert_markdown("a" * 600_000)


def test_the_title_of_a_picture_is_its_caption() -> None:
    body = convert_markdown(
        '![A boat](boat.jpg "In *May*")\n\n![A cat](cat.jpg "A cat")', "https://old.example.org", "/"
    )
    seen = list[PictureItem]()

    def note(picture: PictureItem) -> str:
        seen.append(picture)
        return ""

    body.write(note)

    assert [(picture.alt, picture.caption) for picture in seen] == [("A boat", "In *May*"), ("A cat", "")]
