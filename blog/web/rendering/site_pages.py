"""Links to the pages without date, as templates ask for them: in the masthead, in the footer, and by purpose."""

from collections.abc import Sequence

from flask import Flask, g, has_request_context, url_for

from blog.database import db
from blog.models import Article, PageLink, PagePlace, PagePurpose, Profile, list_page_links
from blog.text.language import content_language, page_language, site_language
from blog.web.cache.site_values import per_version


def init_site_pages(app: Flask) -> None:
    """Register what templates call."""
    app.jinja_env.globals.update(page_links=page_links, page_link=page_link, public_path=public_path)
    app.jinja_env.globals.update(has_staff_page=has_staff_page)


def public_path(article: Article) -> str:
    """Return the path at which readers find *article*, or will find it: an article or a page without date."""
    endpoint = "articles.page" if article.is_page else "articles.show"
    return url_for(endpoint, slug=article.address_slug)


def public_pages() -> Sequence[PageLink]:
    """Return a link to each public page, in their order; read once per content version, or else once per request."""
    if not has_request_context():
        return list_page_links(db.session)
    if "site_pages" not in g:
        g.site_pages = per_version("site pages", lambda: list_page_links(db.session))
    found: Sequence[PageLink] = g.site_pages
    return found


def has_staff_page() -> bool:
    """Return whether readers are shown who works here; read once per content version."""
    shown = Profile.on_staff_page().with_only_columns(Profile.person_id).limit(1)
    return per_version("staff page", lambda: db.session.scalar(shown) is not None)


def page_links(place: str) -> Sequence[PageLink]:
    """Return the links that stand at *place*: masthead or footer."""
    return [link for link in public_pages() if link.place == PagePlace(place)]


def page_link(purpose: str) -> PageLink | None:
    """Return the link to the public page for *purpose*, such as privacy; None where there is none.

    Of several it is the one in the language of the page that links, else of the site, else the first.
    """
    found = [link for link in public_pages() if link.purpose == PagePurpose(purpose)]
    wanted = [page_language().tag, site_language().tag]
    found.sort(key=lambda link: language_rank(content_language(link.language).tag, wanted))
    return next(iter(found), None)


def language_rank(tag: str, wanted: Sequence[str]) -> int:
    """Return the place of *tag* among the languages that are *wanted*, in any region; their number if it is none."""
    languages = [one.partition("-")[0] for one in wanted]
    return next((place for place, one in enumerate(languages) if one == tag.partition("-")[0]), len(languages))
