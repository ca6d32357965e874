"""The podcast of a topic."""

from flask import Response, abort
from sqlalchemy import select

from blog.articles.feeds.feed_content import Feed, article_entries
from blog.articles.feeds.feed_files import find_feed_files
from blog.articles.feeds.podcast_feed import Episode, PodcastFacts, write_podcast
from blog.articles.feeds.views import feed_response_of
from blog.articles.pages.article_queries import find_feed_articles, last_changed_at, select_by_topic
from blog.articles.pages.redirect_views import open_topic
from blog.articles.pages.views import blueprint
from blog.database import db
from blog.models import Article, Attachment, AttachmentUse, Podcast
from blog.pictures.inspection.file_kinds import KINDS
from blog.text.language import content_language
from blog.web.access.policy import CsrfProtection, anyone
from blog.web.cache.cacheable import cacheable
from blog.web.extensions import links
from blog.web.site_identity.reading import site_settings

MAX_EPISODES = 300
SOUNDS = [kind.suffix for kind in KINDS.values() if kind.is_sound]
OFFERS_SOUND = (
    select(AttachmentUse.article_id)
    .join(AttachmentUse.attachment)
    .where(AttachmentUse.article_id == Article.id, AttachmentUse.is_present, Attachment.kind.in_(SOUNDS))
    .exists()
)


@blueprint.get("/topics/<slug>/podcast.rss")
@anyone(CsrfProtection.ORIGIN)
@cacheable
def podcast(slug: str) -> Response:
    """Answer with the newest articles of one topic that have a recording; 404 where the topic has no podcast.

    A former address leads on: programs keep the one that was subscribed to.
    """
    topic = open_topic(slug)
    found = db.session.get(Podcast, topic.id) or abort(404)
    articles = find_feed_articles(db.session, select_by_topic(topic).where(OFFERS_SOUND), MAX_EPISODES)
    sounds = {
        id: next((file for file in files if file.is_sound), None)
        for id, files in find_feed_files(db.session, articles, links()).items()
    }
    spoken = [article for article in articles if sounds.get(article.id)]
    entries = article_entries(spoken, links())
    title = f"{topic.name} · {site_settings().name}"
    page = f"/topics/{topic.slug}"
    feed = Feed(title, topic.description, content_language("").tag, links(), entries, page)
    pairs = zip(entries, (sounds[article.id] for article in spoken), strict=True)
    document = write_podcast(feed, read_facts(found), [Episode(entry, sound) for entry, sound in pairs if sound])
    return feed_response_of(document, "rss", last_changed_at(db.session) or feed.updated_at)


def read_facts(found: Podcast) -> PodcastFacts:
    """Return what directories ask about a podcast."""
    artwork = found.artwork
    return PodcastFacts(
        guid=found.guid,
        author=site_settings().name,
        owner_name=found.owner_name,
        owner_address=found.owner_address,
        category=found.category,
        is_explicit=found.is_explicit,
        is_locked=found.is_locked,
        artwork_address=links().absolute(f"/media/{artwork.path(max(artwork.widths), 'jpg')}"),
    )
