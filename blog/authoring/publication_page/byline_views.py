"""The byline page: co-authors and reviewer of an article."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import or_, select

from blog.authoring.blueprint import blueprint
from blog.authoring.drafts.bylines import Credits, SelfReview, set_credits
from blog.authoring.drafts.writing import for_update
from blog.authoring.fields import add_error
from blog.authoring.lookup import get_article_or_abort
from blog.authoring.publication_page.byline_forms import BylineForm
from blog.database import db
from blog.models import Article, Person, Role
from blog.web.access.policy import staff
from blog.web.clock import read_clock


def make_form(article: Article) -> BylineForm:
    """Return the form with all active people, and those who are named already."""
    named = [article.author_id, article.reviewer_id or 0, *(person.id for person in article.coauthors)]
    candidates = select(Person).where(or_(Person.is_suspended.is_(False), Person.id.in_(named)))
    people = db.session.scalars(candidates.order_by(Person.sort_key)).all()
    return BylineForm(article, people, may_credit_review=current_user.may(Role.EDITOR))


@blueprint.get("/desk/articles/<id:id>/byline")
@staff()
def byline(id: int) -> ResponseReturnValue:
    """Show the form for the byline of the article."""
    article = get_article_or_abort(Article.editable_by(current_user).where(~Article.is_pending), id)
    return render_template("authoring/publication_page/byline.html", article=article, form=make_form(article))


@blueprint.post("/desk/articles/<id:id>/byline")
@staff()
def change_byline(id: int) -> ResponseReturnValue:
    """Save the authors in the order of the rows, and for editors the first one and the reviewer."""
    article = get_article_or_abort(for_update(Article.editable_by(current_user).where(~Article.is_pending)), id)
    form = make_form(article)
    if not form.validate():
        return render_invalid(article, form)
    first = form.author.data if form.author else None
    is_editor = form.reviewer is not None
    credits = Credits(form.coauthor_ids, form.chosen_reviewer, change_reviewer=is_editor, author_id=first)
    try:
        set_credits(db.session, article, credits, read_clock(), person_id=current_user.id)
    except SelfReview:
        db.session.rollback()
        add_error(form.reviewer, _("Authors do not review their own article. Choose another person."))
        return render_invalid(get_article_or_abort(Article.editable_by(current_user), id), form)
    db.session.commit()
    flash(_("The byline is saved."))
    # A person who removes the own name may not open the article any more.
    is_still_mine = db.session.scalar(Article.editable_by(current_user).where(Article.id == id)) is not None
    return redirect(url_for(".byline", id=id) if is_still_mine else url_for(".desk"), code=303)


def render_invalid(article: Article, form: BylineForm) -> ResponseReturnValue:
    """Return the page with the choices and their errors."""
    return render_template("authoring/publication_page/byline.html", article=article, form=form), 422
