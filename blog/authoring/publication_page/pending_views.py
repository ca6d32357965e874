"""Bringing a pending version up to date with the public text that was changed since."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from blog.authoring.blueprint import blueprint
from blog.authoring.drafts.pending_versions import take_over_public_changes
from blog.authoring.drafts.writing import EditConflict, for_update
from blog.authoring.lookup import get_article_or_abort
from blog.authoring.publication_page.pending_page import TakeoverForm
from blog.authoring.publication_page.views import render_publication
from blog.database import db
from blog.models import Article
from blog.web.access.policy import staff
from blog.web.clock import read_clock


@blueprint.post("/desk/articles/<id:id>/takeover")
@staff()
def take_over(id: int) -> ResponseReturnValue:
    """Take what only the public text changed into the pending version; what both changed stays as it is there."""
    pending = get_article_or_abort(for_update(Article.editable_by(current_user).where(Article.is_pending)), id)
    form, person_id = TakeoverForm(), current_user.id
    seen, public_seen = form.seen.data or "", form.public_seen.data or ""
    try:
        take_over_public_changes(
            db.session, pending, read_clock(), person_id=person_id, seen=seen, public_seen=public_seen
        )
    except EditConflict:
        return render_publication(pending, is_changed=True), 409
    db.session.commit()
    flash(_("This version is now up to date with the public text."))
    return redirect(url_for(".publication", id=id), code=303)
