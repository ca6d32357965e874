"""The link finder of the editor: as a page, and as JSON for the script."""

from flask import jsonify, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from blog.authoring.blueprint import blueprint
from blog.authoring.editor.links.article_finder import find_linkable_articles, make_link_markdown
from blog.database import db
from blog.models import WORDS_A_MINUTE, Article, Role, minutes_to_read
from blog.text.cleaning import clean_line
from blog.web.access.policy import staff
from blog.web.formatting.memoized import day

MAX_QUERY_LENGTH = 200

blueprint.add_app_template_global(minutes_to_read, "minutes_to_read")


@blueprint.app_template_global()
def words_a_minute() -> int:
    """Return the pace by which reading time is counted."""
    return WORDS_A_MINUTE


def read_query() -> str:
    """Return the search query of the address."""
    return clean_line(request.args.get("q"))[:MAX_QUERY_LENGTH]


def describe_item(article: Article) -> dict[str, str]:
    """Return what is shown of a found *article*, and the Markdown of a link to it."""
    address = url_for("articles.show", slug=article.slug)
    when = day(article.published_at) if article.published_at else ""
    return {
        "label": article.headline,
        "hint": when,
        "address": address,
        "markdown": make_link_markdown(article, address),
    }


@blueprint.get("/desk/finder")
@staff(Role.CONTRIBUTOR)
def finder() -> ResponseReturnValue:
    """Show the articles found, each with the Markdown to copy."""
    query = read_query()
    items = [describe_item(article) for article in find_linkable_articles(db.session, query)]
    return render_template("authoring/editor/article_finder.html", query=query, items=items)


@blueprint.get("/desk/finder/items")
@staff(Role.CONTRIBUTOR)
def finder_items() -> ResponseReturnValue:
    """Answer with the articles found and a message with their number, for the dialog of the editor."""
    query = read_query()
    items = [describe_item(article) for article in find_linkable_articles(db.session, query)]
    return jsonify(items=items, said=count_message(len(items), query))


def count_message(count: int, query: str) -> str:
    """Return the message above the list."""
    if not count:
        return str(_("No public article has these words."))
    return str(ngettext("%(num)d article", "%(num)d articles", count) if query else _("The newest articles"))
