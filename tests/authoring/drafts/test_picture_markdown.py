import pytest

from blog.authoring.drafts.picture_markdown import append_picture, make_picture_markdown
from blog.text.markdown import InlinePicture, find_picture_keys, render

KEY = "0a1b2c"
PICTURE = InlinePicture(KEY, 800, 500, (400, 800), ("jpg",))


@pytest.mark.parametrize("alt", ["A river", "](x) [y", "**bold** `code` \\", "<b>&amp;", "!["])
def test_a_description_is_read_as_words_and_not_as_markup(alt: str) -> None:
    mark = make_picture_markdown(KEY, alt)

    rendered = render(mark, {KEY: PICTURE})

    assert find_picture_keys(mark) == {KEY}
    assert rendered.html.count("<img") == 1
    assert rendered.text == alt


def test_a_picture_is_appended_as_a_paragraph_of_its_own() -> None:
    assert append_picture("Words.\n", "![x](picture:k)") == "Words.\n\n![x](picture:k)\n"


def test_a_picture_opens_an_empty_text() -> None:
    assert append_picture(" \n", "![x](picture:k)") == "![x](picture:k)\n"
