"""The list of pages without date at the desk, and the page of one: what it is for, where it is linked, publishing."""

from typing import Any, NoReturn

from flask import Response, abort, flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from blog.authoring.drafts.writing import EditConflict, NotReady, for_update
from blog.database import db
from blog.models import PAGE_STATES, Article, PagePlace, PagePurpose, Role, SitePage
from blog.site.pages.forms import PLACES, PURPOSES, OptionsForm, PagePublicationForm
from blog.site.pages.page_publishing import GapsLeft, publish_page
from blog.site.pages.routes import blueprint
from blog.text.markdown.as_written.gaps import find_gaps
from blog.web.access.policy import staff
from blog.web.addresses.reserved_names import is_reserved
from blog.web.clock import read_clock
from blog.web.forms.base import Form


@blueprint.get("/desk/pages/")
@staff(Role.EDITOR)
def index() -> ResponseReturnValue:
    """List all pages by place, in their order."""
    pages = db.session.scalars(SitePage.in_order()).all()
    groups = [(place, PLACES[place], [page for page in pages if page.place is place]) for place in PagePlace]
    return render_template(
        "site/pages/index.html",
        groups=groups,
        pages=pages,
        places=PLACES,
        purposes=PURPOSES,
        form=Form(formdata=None),
        is_reserved=is_reserved,
        find_gaps=find_gaps,
    )


def find_page_or_404(id: int) -> SitePage:
    """Return the page with this id, else 404."""
    return db.session.get(SitePage, id) or abort(404)


def lock_page(id: int) -> Article:
    """Return the text of the page with this id, locked, else 404."""
    query = for_update(Article.texts_editable_by(current_user).where(Article.id == id, Article.state.in_(PAGE_STATES)))
    return db.session.scalar(query) or abort(404)


@blueprint.get("/desk/pages/<id:id>")
@staff(Role.EDITOR)
def publication(id: int) -> ResponseReturnValue:
    """Show what becomes public, what is left to fill, and where the page is linked."""
    return render_page(find_page_or_404(id))


def render_page(page: SitePage, **more: Any) -> str:
    """Return the page of *page* with forms for the version it shows; *more* replaces template values."""
    values = {
        "page": page,
        "article": page.article,
        "gaps": find_gaps(page.article.body_markdown),
        "form": PagePublicationForm(formdata=None, data={"seen": page.article.revision}),
        "options": OptionsForm(formdata=None, data=present_options(page)),
        "is_reserved": is_reserved(page.article.address_slug),
        **more,
    }
    return render_template("site/pages/page.html", **values)


@blueprint.post("/desk/pages/<id:id>/publication")
@staff(Role.EDITOR)
def publish_now(id: int) -> ResponseReturnValue:
    """Publish the version that was shown; gaps have to be allowed."""
    article, form = lock_page(id), PagePublicationForm()
    if not form.validate():
        abort(400, "invalid_form")
    seen, is_allowed = form.seen.data or "", bool(form.has_gaps_allowed.data)
    try:
        require_own_address(article)
        publish_page(db.session, article, read_clock(), by=current_user, seen=seen, has_gaps_allowed=is_allowed)
    except (EditConflict, NotReady, GapsLeft) as refusal:
        refuse(id, refusal)
    db.session.commit()
    flash(_("“%(title)s” is public.", title=article.headline))
    return redirect(url_for("articles.page", slug=article.address_slug), code=303)


def require_own_address(article: Article) -> None:
    """Abort with the page of *article* if the program has taken its address since."""
    if is_reserved(article.address_slug):
        abort(render_refusal(find_page_or_404(article.id)))


def render_refusal(page: SitePage, **more: Any) -> Response:
    """Return the page of *page* as a response that refuses (422)."""
    return make_response(render_page(page, **more), 422)


def refuse(id: int, refusal: Exception) -> NoReturn:
    """Abort with the page that says why it was not published; rolls back."""
    db.session.rollback()
    names = {EditConflict: "changed", NotReady: "missing", GapsLeft: "gaps"}
    abort(render_refusal(find_page_or_404(id), problem=names[type(refusal)]))


@blueprint.post("/desk/pages/<id:id>/options")
@staff(Role.EDITOR)
def change_options(id: int) -> ResponseReturnValue:
    """Save where the page is linked and what it is for."""
    lock_page(id)
    page = find_page_or_404(id)
    form = OptionsForm(data=present_options(page))
    if not form.validate():
        abort(render_refusal(page, options=form))
    page.place, page.purpose = PagePlace(form.place.data), PagePurpose(form.purpose.data)
    db.session.commit()
    flash(_("Saved"))
    form.flash_kept()
    return redirect(url_for(".publication", id=id), code=303)


def present_options(page: SitePage) -> dict[str, str]:
    """Return what is chosen for *page*, as its form shows it."""
    return {"place": page.place.value, "purpose": page.purpose.value}
