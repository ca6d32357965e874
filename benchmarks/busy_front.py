"""A front page with everything on it: chosen stories, eight bands, photos, briefs, corrections, a series."""

from datetime import timedelta

from sqlalchemy import bindparam, update

from benchmarks.server import TOPICS
from blog.database import db
from blog.models import (
    Article,
    Correction,
    CorrectionKind,
    FrontArrangement,
    FrontChoice,
    FrontPlan,
    Picture,
    Topic,
    article_topics,
)
from blog.web.clock import read_clock

PICTURED = 400
"""Of the newest articles, two in three have a photo."""
HEADLINE = "Edition {}: the third bus with school books has crossed the border"
STANDFIRST = "A fourth one waits for tyres. Nobody at the depot will say when they come, or who has paid for them."


def furnish_front() -> None:
    """Give the newest articles photos and real headlines, and the front page a plan that uses all its parts."""
    now = read_clock()
    pictured = [n for n in range(1, PICTURED + 1) if n % 3]
    same = {"width": 1600, "height": 1000, "widths": [240, 680, 960, 1600], "formats": ["avif", "jpg"]}
    photos = [{**same, "id": n, "key": f"{n:032d}", "alt": "A street", "uploaded_at": now} for n in pictured]
    db.session.bulk_insert_mappings(Picture.__mapper__, photos)
    words = update(Article).where(Article.id == bindparam("n"))
    words = words.values(headline=bindparam("words"), standfirst=STANDFIRST, lead_picture_id=bindparam("photo"))
    values = [{"n": n, "words": HEADLINE.format(n), "photo": n if n % 3 else None} for n in range(1, PICTURED + 1)]
    db.session.connection().execute(words, values)
    topics = db.session.scalars(db.select(Topic).order_by(Topic.id)).all()
    for place, topic in enumerate(topics, 1):
        topic.masthead_position = place
    series = Topic(name="A series", slug="series", is_series=True)
    db.session.add(series)
    db.session.flush()
    db.session.execute(article_topics.insert(), [{"article_id": n, "topic_id": series.id} for n in range(1, 13)])
    for n in range(2):
        when = now - timedelta(hours=n + 1)
        kind = CorrectionKind.CORRECTION
        db.session.add(Correction(article_id=n + 50, kind=kind, explanation="It was a Tuesday.", corrected_at=when))
    choices = [FrontChoice(n) for n in (7, 8, 10, 11)]
    bands = tuple(topic.id for topic in topics[: min(8, TOPICS)])
    plan = FrontPlan(lead=choices[0], beside=tuple(choices[1:3]), wide=choices[3], topics=bands)
    db.session.add(FrontArrangement(id=1, plan=plan.to_json(), version=1))
    db.session.commit()
