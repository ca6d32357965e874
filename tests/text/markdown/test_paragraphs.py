"""Paragraphs are numbered by their place in the body, and those without words are left out."""

from blog.text.markdown.paragraphs import MAX_LABEL, MAX_QUOTE, Paragraph, list_paragraphs


def test_paragraphs_keep_their_numbers_beside_a_picture() -> None:
    html = "<p>One &amp; two</p><p><img src=x></p><ul><li>Three<br>four</li></ul><h2>Five</h2>"

    assert list_paragraphs(html) == [(1, "One & two"), (3, "Three four"), (4, "Five")]


def test_a_long_paragraph_has_a_short_label_and_a_bounded_quote() -> None:
    paragraph = Paragraph(1, "word " * 200)

    assert paragraph.label.endswith("word …")
    assert len(paragraph.label) <= MAX_LABEL + 2
    assert len(paragraph.quote) == MAX_QUOTE
