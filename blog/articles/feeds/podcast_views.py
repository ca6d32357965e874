"""The podcast of a topic."""

from flask import Response, abort

from blog.articles.feeds.feed_content import Feed, article_entries
from blog.articles.feeds.feed_files import find_feed_files
from blog.articles.feeds.podcast_feed import Episode, PodcastFacts, write_podcast
from blog.articles.feeds.views import feed_response_of
from blog.articles.pages.article_queries import find_feed_articles, find_topic, last_changed_at, select_by_topic
from blog.articles.pages.views import blueprint
from blog.config.settings import current_settings
from blog.database import db
from blog.models import Article, AttachmentUse, Podcast
from blog.text.language import content_language
from blog.web.access.policy import CsrfProtection, anyone
from blog.web.cache.cacheable import cacheable
from blog.web.extensions import links

MAX_EPISODES = 300


@blueprint.get("/topics/<slug>/podcast.rss")
@anyone(CsrfProtection.ORIGIN)
@cacheable
def podcast(slug: str) -> Response:
    """Answer with the newest articles of one topic that have a recording; 404 where the topic has no podcast."""
    topic = find_topic(db.session, slug) or abort(404)
    found = db.session.get(Podcast, topic.id) or abort(404)
    offering = AttachmentUse.article_id == Article.id, AttachmentUse.is_present
    statement = select_by_topic(topic).where(AttachmentUse.__table__.select().where(*offering).exists())
    articles = find_feed_articles(db.session, statement, MAX_EPISODES)
    sounds = {
        id: next((file for file in files if file.is_sound), None)
        for id, files in find_feed_files(db.session, articles, links()).items()
    }
    spoken = [article for article in articles if sounds.get(article.id)]
    entries = article_entries(spoken, links())
    title = f"{topic.name} · {current_settings().site_name}"
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
        author=current_settings().site_name,
        owner_name=found.owner_name,
        owner_address=found.owner_address,
        category=found.category,
        is_explicit=found.is_explicit,
        is_locked=found.is_locked,
        artwork_address=links().absolute(f"/media/{artwork.path(max(artwork.widths), 'jpg')}"),
    )
