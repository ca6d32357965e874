"""The article as readers will see it: the saved version, or what the editor holds and has not saved."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from blog.authoring.blueprint import blueprint
from blog.authoring.drafts.bylines import list_slugs_with_page
from blog.authoring.drafts.writing import apply_unsaved
from blog.authoring.editor.form_parts.uploaded_pictures import find_library_picture
from blog.authoring.editor.forms import EditorForm
from blog.authoring.review_page.views import find_visible_text
from blog.database import db
from blog.models import Article, Role
from blog.web.access.embeds import allow_players
from blog.web.access.policy import staff
from blog.web.access.security_headers import FRAMED_PREVIEW_POLICY, FRAMING_POLICY


@blueprint.get("/desk/articles/<id:id>/preview")
@staff(Role.CONTRIBUTOR)
def preview(id: int) -> ResponseReturnValue:
    """Show the saved article as readers will see it; the page with the phone shows this one in a frame."""
    article = find_visible_text(id)
    page, headers = render_preview(article)
    policy = {
        "Content-Security-Policy": FRAMED_PREVIEW_POLICY,
        **allow_players(article.body_html, FRAMED_PREVIEW_POLICY),
    }
    return page, {**headers, **policy, "X-Frame-Options": "SAMEORIGIN"}


@blueprint.get("/desk/articles/<id:id>/preview/phone")
@staff(Role.CONTRIBUTOR)
def preview_on_phone(id: int) -> ResponseReturnValue:
    """Show the saved article as readers come upon it: on a phone, in an e-mail, as a search hit, as a shared link."""
    article = find_visible_text(id)
    own = Article.editable_by(current_user).where(Article.id == id)
    is_sent = current_user.may(Role.AUTHOR) and not (article.is_page or article.is_pending)
    page = render_template(
        "authoring/previews/phone.html",
        article=article,
        share_picture=find_library_picture(db.session, article.social_picture),
        has_mail=is_sent and db.session.scalar(own) is not None,
    )
    return page, {"Content-Security-Policy": FRAMING_POLICY}


def preview_unsaved(form: EditorForm, article: Article) -> ResponseReturnValue:
    """Show *article* with the values of *form* and save nothing; rolls back."""
    with db.session.no_autoflush:
        apply_unsaved(db.session, article, form.to_manuscript(form.remaining_photo(article), None))
        page = render_preview(article)
    db.session.rollback()
    return page


def render_preview(article: Article) -> tuple[str, dict[str, str]]:
    """Return the reader's page of *article* and its headers, excluded from caches and search engines."""
    page = render_template(
        "articles/site_pages/show.html" if article.is_page else "articles/article/show.html",
        article=article,
        authors_with_page=list_slugs_with_page(db.session, article),
        previous=None,
        next=None,
        is_preview=True,
    )
    return page, {"X-Robots-Tag": "noindex", "Cache-Control": "no-store", **allow_players(article.body_html)}
