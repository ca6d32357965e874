"""Two revisions are compared part by part."""

from blog.authoring.drafts.writing import Manuscript, create_draft, save_draft
from blog.database import db
from tests.authoring.conftest import Desk
from tests.factories import NOW, make_topic


def test_headline_topics_and_long_unchanged_stretches_have_their_place(desk: Desk) -> None:
    body = "\n\n".join(f"Paragraph {number}." for number in range(9))
    article = create_draft(db.session, desk.person, Manuscript("Tea", body=body), NOW)
    more = Manuscript("Tea time", "New.", f"{body} <b>", topic_ids=[make_topic("Grants").id])
    save_draft(db.session, article, more, NOW, seen=article.revision)

    page = desk.get(f"/desk/articles/{article.id}/comparison").text

    for words in ("Headline", "Standfirst", "Topics", "Grants", "8 paragraphs unchanged", "&lt;b&gt;"):
        assert words in page
