"""The article as readers will see it: the saved version, or what the editor holds and has not saved."""

from flask import render_template
from flask.typing import ResponseReturnValue

from blog.authoring.blueprint import blueprint
from blog.authoring.drafts.bylines import list_slugs_with_page
from blog.authoring.drafts.writing import apply_unsaved
from blog.authoring.editor.forms import EditorForm
from blog.authoring.review_page.views import find_visible_text
from blog.database import db
from blog.models import Article, Role
from blog.web.access.embeds import allow_players
from blog.web.access.policy import staff


@blueprint.get("/desk/articles/<id:id>/preview")
@staff(Role.CONTRIBUTOR)
def preview(id: int) -> ResponseReturnValue:
    """Show the saved article as readers will see it."""
    return render_preview(find_visible_text(id))


def preview_unsaved(form: EditorForm, article: Article) -> ResponseReturnValue:
    """Show *article* with the values of *form* and save nothing; rolls back."""
    with db.session.no_autoflush:
        apply_unsaved(db.session, article, form.to_manuscript(form.remaining_photo(article)))
        page = render_preview(article)
    db.session.rollback()
    return page


def render_preview(article: Article) -> ResponseReturnValue:
    """Return the reader's page of *article*, excluded from caches and search engines."""
    page = render_template(
        "articles/site_pages/show.html" if article.is_page else "articles/article/show.html",
        article=article,
        authors_with_page=list_slugs_with_page(db.session, article),
        previous=None,
        next=None,
        is_preview=True,
    )
    return page, {"X-Robots-Tag": "noindex", "Cache-Control": "no-store", **allow_players(article.body_html)}
