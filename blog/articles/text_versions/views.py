"""Text versions of an article, at its address with the suffix .md or .txt."""

from flask import Response
from sqlalchemy import select

from blog.articles.pages.lead_photo import card_width, picture_address
from blog.articles.pages.redirect_views import open_article
from blog.articles.pages.views import blueprint
from blog.articles.text_versions.article_markdown import write_markdown
from blog.articles.text_versions.article_text import TextVersion, write_text
from blog.database import db
from blog.models import Correction, Picture
from blog.text.language import content_language
from blog.text.markdown import find_picture_keys
from blog.web.access.policy import CsrfProtection, anyone
from blog.web.cache.cacheable import cacheable
from blog.web.extensions import links
from blog.web.site_identity.reading import site_settings

WRITERS = {
    "md": (write_markdown, "text/markdown; charset=utf-8; variant=GFM"),
    "txt": (write_text, "text/plain; charset=utf-8"),
}
"""By suffix. RFC 7763 names the parameters, RFC 7764 the variant that has tables, tasks and notes."""


@blueprint.get("/articles/<slug>.<any(md, txt):suffix>")
@anyone(CsrfProtection.ORIGIN)
@cacheable
def text_version(slug: str, suffix: str) -> Response:
    """Answer with the article as Markdown or plain text; its HTML page is the canonical one (RFC 6596)."""
    article = open_article(slug)
    pictures = picture_addresses(find_picture_keys(article.body_markdown)) if suffix == "md" else {}
    corrections = db.session.scalars(Correction.of(article.id)).all()
    version = TextVersion(article, corrections, site_settings().name, links(), pictures)
    write, mimetype = WRITERS[suffix]
    response = Response(write(version), content_type=mimetype)
    response.headers["Link"] = f'<{article.canonical_url or version.address}>; rel="canonical"'
    response.headers["Content-Language"] = content_language(article.language).tag
    if version.is_ended or article.is_noindex:
        response.headers["X-Robots-Tag"] = "noindex"
    return response


def picture_addresses(keys: set[str]) -> dict[str, str]:
    """Return the public addresses of pictures by their storage *keys*."""
    found = db.session.scalars(select(Picture).where(Picture.key.in_(keys))) if keys else ()
    return {picture.key: picture_address(picture, card_width(picture), links()) for picture in found}
