"""Withdrawing a page without date, and deleting it."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from blog.database import db
from blog.models import Role
from blog.site.pages.page_publishing import delete_page, withdraw_page
from blog.site.pages.routes import blueprint
from blog.site.pages.views import find_page_or_404, lock_page
from blog.web.access.policy import staff
from blog.web.clock import read_clock
from blog.web.forms.base import Form


@blueprint.post("/desk/pages/<id:id>/withdrawal")
@staff(Role.EDITOR)
def withdraw_now(id: int) -> ResponseReturnValue:
    """Withdraw the page; a second press changes nothing."""
    article = lock_page(id)
    withdraw_page(db.session, article, read_clock(), by=current_user)
    db.session.commit()
    flash(_("“%(title)s” is withdrawn. You can publish it again.", title=article.headline))
    return redirect(url_for(".publication", id=id), code=303)


@blueprint.get("/desk/pages/<id:id>/deletion")
@staff(Role.EDITOR)
def deletion(id: int) -> ResponseReturnValue:
    """Ask before the page is deleted."""
    page = find_page_or_404(id)
    return render_template("site/pages/deletion.html", page=page, form=Form(formdata=None))


@blueprint.post("/desk/pages/<id:id>/deletion")
@staff(Role.EDITOR)
def delete_now(id: int) -> ResponseReturnValue:
    """Delete the page for good."""
    title = lock_page(id).headline
    page = find_page_or_404(id)
    delete_page(db.session, page, read_clock(), by=current_user)
    db.session.commit()
    flash(_("“%(title)s” is deleted.", title=title))
    return redirect(url_for(".index"), code=303)
