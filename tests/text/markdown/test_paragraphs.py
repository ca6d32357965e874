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


BODY = "<h2>Water</h2><p>It met on <em>Tuesday</em>.</p><ul><li>One</li><li><p>Two &amp; three</p></li></ul>"


def test_paragraphs_are_numbered_as_the_page_holds_them() -> None:
    found = [(one.number, one.text) for one in list_paragraphs(BODY)]

    assert found == [(1, "Water"), (2, "It met on Tuesday."), (3, "One"), (5, "Two & three")]
    assert list_paragraphs("") == []
    assert list_paragraphs(f"<p>{'word ' * 99}</p>")[0].label.endswith("word …")
