"""The page that says who is named with an article."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import or_, select

from blog.authoring.blueprint import blueprint
from blog.authoring.drafts.bylines import Crediting, OwnReviewer, credit
from blog.authoring.drafts.writing import locked
from blog.authoring.fields import add_error
from blog.authoring.lookup import find
from blog.authoring.publication_page.byline_forms import BylineForm
from blog.database import db
from blog.models import Article, Person, Role
from blog.web.access.policy import staff
from blog.web.clock import read_clock


def make_form(article: Article) -> BylineForm:
    """Return the form with everybody who can be named: who works here, and who is named already."""
    named = [article.reviewer_id or 0, *(person.id for person in article.coauthors)]
    everybody = select(Person).where(or_(Person.is_suspended.is_(False), Person.id.in_(named)))
    people = db.session.scalars(everybody.order_by(Person.name, Person.id)).all()
    return BylineForm(article, people, may_credit_review=current_user.may(Role.EDITOR))


@blueprint.get("/desk/articles/<id:id>/byline")
@staff()
def byline(id: int) -> ResponseReturnValue:
    """Show who is named with the article, and let it be changed."""
    article = find(Article.editable_by(current_user), id)
    return render_template("authoring/publication_page/byline.html", article=article, form=make_form(article))


@blueprint.post("/desk/articles/<id:id>/byline")
@staff()
def change_byline(id: int) -> ResponseReturnValue:
    """Name the authors in the order of the rows, and for editors who looked the article over."""
    article = find(locked(Article.editable_by(current_user)), id)
    form = make_form(article)
    if not form.validate():
        return show_again(article, form)
    crediting = Crediting(form.chosen, form.review, is_reviewed_too=form.reviewer is not None)
    try:
        credit(db.session, article, crediting, read_clock(), person_id=current_user.id)
    except OwnReviewer:
        db.session.rollback()
        add_error(form.reviewer, _("Who wrote the article does not review it. Choose somebody else."))
        return show_again(find(Article.editable_by(current_user), id), form)
    db.session.commit()
    flash(_("The byline is saved."))
    # Who takes the own name away may not open the article any more.
    is_still_mine = db.session.scalar(Article.editable_by(current_user).where(Article.id == id)) is not None
    return redirect(url_for(".byline", id=id) if is_still_mine else url_for(".desk"), code=303)


def show_again(article: Article, form: BylineForm) -> ResponseReturnValue:
    """Return the page with what was chosen and what is wrong with it."""
    return render_template("authoring/publication_page/byline.html", article=article, form=form), 422
