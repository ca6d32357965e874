"""Views that show what a deed will do, and then do it."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import Select, select

from blog.authoring.blueprint import blueprint
from blog.authoring.deleting import delete_draft
from blog.authoring.editing import locked
from blog.authoring.forms import DeedForm, PublicationForm, missing_sentence
from blog.authoring.publishing import AlreadyPublished, NotPublished, NotReady, publish, withdraw
from blog.authoring.writing import Overwritten
from blog.clock import read_clock
from blog.database import db
from blog.delivery import outbox
from blog.models import Alert, Article
from blog.policy import staff


def find(query: Select[Article], key: int) -> Article:
    """Return the article with this key if *query* has it, else 404."""
    article: Article = db.one_or_404(query.where(Article.id == key))
    return article


@blueprint.get("/desk/articles/<id:id>/publication")
@staff()
def publication(id: int) -> ResponseReturnValue:
    """Show what will be public, at which address, and who will be told."""
    return show_publication(find(Article.editable_by(current_user), id))


def show_publication(article: Article, **more: Any) -> str:
    """Return the publication page with a form that names the version it shows."""
    alert_id = db.session.scalar(select(Alert.id).where(Alert.article_id == article.id))
    audience = 0 if alert_id else outbox.count_audience(db.session)
    form = PublicationForm(formdata=None, data={"seen": article.revision})
    values = {"article": article, "form": form, "audience": audience, "alert_id": alert_id, **more}
    return render_template("authoring/publication.html", missing_sentence=missing_sentence, **values)


@blueprint.post("/desk/articles/<id:id>/publication")
@staff()
def publish_now(id: int) -> ResponseReturnValue:
    """Publish the version that was shown, and owe the alert if the person chose so."""
    article = find(locked(Article.editable_by(current_user)), id)
    form = PublicationForm()
    try:
        form.demand_seen(article)
        alert = publish(db.session, article, read_clock(), is_announced=form.is_announced())
    except AlreadyPublished:
        flash(_("It is public already. Nobody is told twice."))
        return redirect(url_for(".publication", id=id), code=303)
    except Overwritten:
        return show_publication(article, is_changed=True), 409
    except NotReady:
        return show_publication(article), 422
    db.session.commit()
    return redirect(url_for("delivery.alert", key=alert.id) if alert else article_address(article), code=303)


def article_address(article: Article) -> str:
    """Return the path at which readers find *article*."""
    return url_for("articles.show", slug=article.slug)


@blueprint.get("/desk/articles/<id:id>/withdrawal")
@staff()
def withdrawal(id: int) -> ResponseReturnValue:
    """Name what a withdrawal takes from the readers."""
    article = find(Article.editable_by(current_user), id)
    is_announced = outbox.is_announced(db.session, article)
    return render_template("authoring/withdrawal.html", article=article, form=DeedForm(), is_announced=is_announced)


@blueprint.post("/desk/articles/<id:id>/withdrawal")
@staff()
def withdraw_now(id: int) -> ResponseReturnValue:
    """Take the article from the readers; doing it twice changes nothing."""
    article = find(locked(Article.editable_by(current_user)), id)
    try:
        withdraw(db.session, article, read_clock())
        db.session.commit()
        flash(_("“%(headline)s” is withdrawn. You can publish it again.", headline=article.headline))
    except NotPublished:
        flash(_("“%(headline)s” is not public.", headline=article.headline))
    return redirect(url_for(".desk"), code=303)


@blueprint.get("/desk/articles/<id:id>/deletion")
@staff()
def deletion(id: int) -> ResponseReturnValue:
    """Name the draft that would be gone; an article that was ever public is not found."""
    article = find(Article.deletable_by(current_user), id)
    return render_template("authoring/deletion.html", article=article, form=DeedForm())


@blueprint.post("/desk/articles/<id:id>/deletion")
@staff()
def delete_now(id: int) -> ResponseReturnValue:
    """Delete the draft."""
    article = find(locked(Article.deletable_by(current_user)), id)
    headline = article.headline
    delete_draft(db.session, article)
    db.session.commit()
    flash(_("The draft “%(headline)s” is deleted.", headline=headline))
    return redirect(url_for(".desk"), code=303)
