"""Remarks follow their paragraph."""

from blog.authoring.previews.remarks import group_by_paragraph
from blog.models import Remark
from blog.text.markdown.paragraphs import Paragraph


def test_a_remark_follows_its_paragraph_and_is_not_lost_with_it() -> None:
    moved, gone = Remark(paragraph=1, quote="It met."), Remark(paragraph=2, quote="It is gone.")
    second, whole = Remark(paragraph=4, quote="Again."), Remark(paragraph=0, quote="")
    text = [Paragraph(1, "New."), Paragraph(2, "Again."), Paragraph(3, "It met."), Paragraph(5, "Again.")]

    places = group_by_paragraph([moved, gone, second, whole], text)

    found = [(place.paragraph.number if place.paragraph else None, place.remarks) for place in places]
    assert found == [(3, [moved]), (5, [second]), (None, [gone, whole])]
