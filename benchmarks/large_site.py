"""A site of any size in seconds to minutes: articles with all that belongs to them, readers, and one alert to all."""

from dataclasses import dataclass

from sqlalchemy import bindparam, text

from benchmarks.crowd import add_crowd, indexed_afterwards, refresh_statistics
from benchmarks.library import fill_library
from benchmarks.stage import NOW
from blog.database import UTCDateTime, db
from blog.database.statements import reset_id_sequence
from blog.models import Alert, AlertKind, AlertState, Article, recount_next

ORIGINALS = 200
"""Articles whose texts are written; all others begin as one of them does, which is far quicker."""
COPIED = (
    """
    INSERT INTO articles (id, slug, headline, standfirst, body_markdown, body_html, body_text, word_count, state,
        author_id, created_at, updated_at, published_at, lead_alt, lead_caption, lead_credit, is_alert_wanted,
        alert_level, language, change_note, is_minor_change)
    SELECT id + :step, 'story-' || (id + :step), headline, standfirst, substr(body_markdown, 1, 400),
        substr(body_html, 1, 400), substr(body_text, 1, 400), word_count, state, author_id, {created_at}, {updated_at},
        {published_at}, lead_alt, lead_caption, lead_credit, is_alert_wanted, alert_level, language, change_note,
        is_minor_change
    FROM articles WHERE id <= :rest
    """,
    "INSERT INTO article_topics (article_id, topic_id) SELECT article_id + :step, topic_id FROM article_topics"
    " WHERE article_id <= :rest",
    """
    INSERT INTO article_search_folded (article_id, headline, standfirst, body_text, form)
    SELECT article_id + :step, headline, standfirst, substr(body_text, 1, 200), form FROM article_search_folded
    WHERE article_id <= :rest
    """,
)
"""Copies the first :rest of :step articles, forty minutes after each other as these are."""
LATER = {
    "sqlite": "strftime('%Y-%m-%d %H\\:%M\\:%f', {0}, '+' || (40 * :step) || ' minutes') || '000'",
    "postgresql": "{0} + :step * interval '40 minutes'",
}

OF_ARTICLES = (
    """
    INSERT INTO revisions (article_id, number, person_id, saved_at, kind, headline, standfirst, body_markdown, details,
        is_public, is_minor, note)
    SELECT id, 1, author_id, updated_at, 'save', headline, standfirst, 'It met.', '{}', {true}, {false}, ''
    FROM articles
    """,
    """
    INSERT INTO article_events (article_id, person_id, kind, happened_at, note, details)
    SELECT id, author_id, 'published', published_at, '', '{}' FROM articles
    """,
    """
    INSERT INTO audit_events (kind, happened_at, person_id, person_name, subject, details)
    SELECT CASE id % 3 WHEN 0 THEN 'published' ELSE 'signed_in' END, published_at, author_id, 'Author', slug, '{}'
    FROM articles
    """,
    """
    INSERT INTO pictures (key, state, width, height, widths, formats, generation, alt, caption, credit, is_decorative,
        file_name, is_first_of_many, focal_x, focal_y, uploader_id, uploaded_at)
    SELECT 'k' || id, 'complete', 960, 640, '[960]', '["jpg"]', 1,
        CASE id % 9 WHEN 0 THEN '' ELSE 'A street' END, '', 'Staff', {false}, 'street.jpg', {false}, 50, 50, author_id,
        published_at
    FROM articles WHERE id % 5 = 0
    """,
    "INSERT INTO picture_words (word, picture_id) SELECT {street}, id FROM pictures",
    """
    INSERT INTO picture_uses (picture_id, article_id, is_lead, is_in_body)
    SELECT pictures.id, articles.id, {true}, {false} FROM pictures JOIN articles ON pictures.key = 'k' || articles.id
    WHERE articles.id % 15 <> 0
    """,
    "UPDATE articles SET lead_picture_id = (SELECT picture_id FROM picture_uses WHERE article_id = articles.id)",
    """
    INSERT INTO error_reports (article_id, paragraph, quote, words, reported_at, outcome, answer)
    SELECT id, 1, 'It met.', 'Did it?', published_at, CASE id % 400 WHEN 0 THEN 'open' ELSE 'rejected' END, ''
    FROM articles WHERE id % 20 = 0
    """,
    """
    INSERT INTO corrections (article_id, kind, old_wording, new_wording, explanation, corrected_at, strike_reason)
    SELECT id, 'correction', 'Monday', 'Tuesday', '', published_at, '' FROM articles WHERE id % 50 = 1
    """,
    "UPDATE articles SET state = 'draft', published_at = NULL WHERE id % 10 = 3",
    "UPDATE articles SET state = 'withdrawn', withdrawn_at = updated_at WHERE id % 97 = 7",
)
"""In the words of both databases, but for {true}, {false} and {street}: what stands beside each article."""

OF_READERS = (
    "UPDATE subscribers SET name = 'Reader ' || id, name_key = ' reader ' || id WHERE id % 3 = 0",
    "UPDATE subscribers SET state = 'pending', confirmed_at = NULL WHERE id % 50 = 1",
    "UPDATE subscribers SET state = 'left', left_at = requested_at WHERE id % 50 = 2",
    """
    UPDATE subscribers SET suppressed_at = requested_at, suppression = 'hard_bounce', suppression_words = '550 5.1.1'
    WHERE id % 50 = 3
    """,
    """
    INSERT INTO follows (subscriber_id, topic_id, frequency, created_at)
    SELECT id, 1 + id % 24, 'daily', requested_at FROM subscribers WHERE id % 10 = 4
    """,
    """
    INSERT INTO deliveries (kind, alert_id, subscriber_id, followed, address, priority, frequency, state, reason,
        attempts, owed_at, due_at, is_repeat, settled_at, answer)
    SELECT 'alert', :alert, id, 'site', address, CASE WHEN id % 10 < 2 THEN 9 ELSE 1 END,
        CASE id % 10 WHEN 0 THEN 'daily' WHEN 1 THEN 'weekly' ELSE 'instant' END,
        CASE WHEN id % 10 < 3 THEN 'waiting' WHEN id % 100 = 5 THEN 'refused' WHEN id % 200 = 6 THEN 'bounced'
            WHEN id % 200 = 7 THEN 'deferred' WHEN id % 50 = 8 THEN 'skipped' WHEN id % 1000 = 9 THEN 'uncertain'
            ELSE 'accepted' END,
        CASE WHEN id % 50 = 8 THEN 'suppressed' END,
        CASE WHEN id % 10 < 3 THEN 0 ELSE 1 END, :now, :now, {false},
        CASE WHEN id % 10 < 3 OR id % 200 = 7 THEN NULL ELSE :now END, '250 2.0.0 Ok: queued'
    FROM subscribers WHERE state = 'confirmed'
    """,
    """
    INSERT INTO bounces (kind, subscriber_id, delivery_id, status, words, source, digest, received_at)
    SELECT 'hard', subscriber_id, id, '5.1.1', 'No such user', 'pipe', 'd' || id, :now FROM deliveries
    WHERE state = 'bounced'
    """,
)
"""What stands beside each reader; :alert is sent to all who have confirmed, and 70 in 100 have been told."""
WORDS = {
    "sqlite": {"{true}": "1", "{false}": "0", "{street}": "x'737472656574'"},
    "postgresql": {"{true}": "true", "{false}": "false", "{street}": "'\\x737472656574'::bytea"},
}


@dataclass(frozen=True)
class SiteSize:
    """How large a site is."""

    articles: int
    readers: int

    def __str__(self) -> str:
        """Return the size in words."""
        return f"{self.articles:,} articles and {self.readers:,} readers"


def fill_site(size: SiteSize) -> int:
    """Fill the database, which is empty; return the id of the alert to all. Commits."""
    fill_articles(size.articles)
    add_crowd(size.readers)
    alert = Alert(
        article_id=1, kind=AlertKind.PUBLICATION, state=AlertState.SENDING, announced_at=NOW, starts_at=NOW,
        started_at=NOW, expanded_to=size.readers, audience_size=size.readers * 96 // 100,
    )  # fmt: skip
    db.session.add(alert)
    db.session.flush()
    for statement in OF_READERS:
        execute(statement, alert=alert.id)
    db.session.commit()
    while recount_next(db.session):  # As the worker does at its start.
        db.session.commit()
    refresh_statistics()
    return alert.id


def fill_articles(count: int) -> None:
    """Write the originals, copy them until there are *count* articles, and add what stands beside each."""
    written = min(count, ORIGINALS)
    fill_library(written)
    with indexed_afterwards():
        while written < count:
            rest = min(written, count - written)
            for statement in COPIED:
                execute(statement, step=written, rest=rest)
            written += rest
            db.session.commit()
    reset_id_sequence(db.session, Article)
    for statement in OF_ARTICLES:
        execute(statement)
    db.session.commit()


def execute(statement: str, **values: int) -> None:
    """Execute one of the statements above in the words of the database."""
    engine = db.engine.dialect.name
    for word, written in WORDS[engine].items():
        statement = statement.replace(word, written)
    for moment in ("created_at", "updated_at", "published_at"):
        statement = statement.replace(f"{{{moment}}}", LATER[engine].format(moment))
    prepared = text(statement)
    if ":now" in statement:
        prepared = prepared.bindparams(bindparam("now", NOW, UTCDateTime()))
    db.session.execute(prepared, values)
