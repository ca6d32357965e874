"""What an article says of itself to search engines and to programs that show a card for a link."""

from typing import Any

from blog.articles.crediting import lead_photo
from blog.links import Links
from blog.models import Article


def describe(article: Article, site_name: str, links: Links) -> dict[str, Any]:
    """Return *article* as a NewsArticle (schema.org), ready to be written as JSON-LD."""
    published_at = article.published_at or article.created_at
    facts: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "headline": article.headline,
        "description": article.standfirst,
        "datePublished": published_at.isoformat(),
        "dateModified": max(article.updated_at, published_at).isoformat(),
        "author": {
            "@type": "Person",
            "name": article.author.name,
            "url": links.absolute(f"/authors/{article.author.slug}"),
        },
        "publisher": {"@type": "Organization", "name": site_name, "url": links.absolute("/")},
        "mainEntityOfPage": links.absolute(f"/articles/{article.slug}"),
        "articleSection": [topic.name for topic in article.topics],
        "wordCount": article.word_count,
    }
    photo = lead_photo(article, links)
    if photo is not None:
        facts["image"] = [photo.address]
    return facts
