"""The guest's page of a preview link: the article and a form for remarks, without account or cookie."""

from datetime import datetime

from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from blog.authoring.blueprint import blueprint
from blog.authoring.drafts.bylines import list_slugs_with_page
from blog.authoring.previews.forms import RemarkForm
from blog.authoring.previews.preview_links import LinkClosed, NoSuchLink, open_link
from blog.authoring.previews.remarks import (
    RemarksFull,
    add_remark,
    check_remark_limits,
    group_by_paragraph,
    list_remarks,
)
from blog.config.settings import current_settings
from blog.database import db
from blog.models import PreviewLink
from blog.text.markdown.paragraphs import list_paragraphs
from blog.web.access.embeds import allow_players
from blog.web.access.policy import CsrfProtection, anyone
from blog.web.clock import read_clock
from blog.web.extensions import links
from blog.web.forms.timestamps import is_timestamp_valid

PRIVATE_HEADERS = {"X-Robots-Tag": "noindex", "Cache-Control": "no-store"}


@blueprint.errorhandler(LinkClosed)
def show_closed(closed: LinkClosed) -> ResponseReturnValue:
    """Answer 410 for a closed link, with the way to the article if it is public."""
    return render_template("authoring/previews/link_closed.html", article=closed.link.article), 410, PRIVATE_HEADERS


def open_link_or_404(token: str, now: datetime) -> PreviewLink:
    """Return the link that the address names, else 404."""
    try:
        return open_link(db.session, links(), token, now)
    except NoSuchLink:
        abort(404)


@blueprint.get("/previews/<token>")
@anyone(CsrfProtection.ORIGIN)
def guest(token: str) -> ResponseReturnValue:
    """Show the article and the form; the address may name the paragraph."""
    link = open_link_or_404(token, read_clock())
    named = request.args.get("paragraph", "")
    number = int(named) if named.isascii() and named.isdecimal() and len(named) < 7 else None
    return render_guest(link, token, RemarkForm(formdata=None, data={"paragraph": number or 0}), is_asked=bool(number))


def render_guest(
    link: PreviewLink, token: str, form: RemarkForm, *, is_asked: bool = False, problem: str = "", status: int = 200
) -> ResponseReturnValue:
    """Return the page with *form*; *problem* names what is wrong with the form as a whole."""
    paragraphs = list_paragraphs(link.article.body_html)
    form.set_paragraphs(paragraphs)
    page = render_template(
        "authoring/previews/guest.html",
        article=link.article,
        authors_with_page=list_slugs_with_page(db.session, link.article),
        previous=None,
        next=None,
        is_preview=True,
        link=link,
        token=token,
        form=form,
        is_asked=is_asked,
        problem=problem,
        groups=group_by_paragraph(list_remarks(db.session, link.article), paragraphs),
    )
    return page, status, {**PRIVATE_HEADERS, **allow_players(link.article.body_html)}


@blueprint.post("/previews/<token>")
@anyone(CsrfProtection.ORIGIN)
def remark(token: str) -> ResponseReturnValue:
    """Add a remark; a bot that filled in the honeypot gets the same answer."""
    now = read_clock()
    link = open_link_or_404(token, now)
    form = RemarkForm()
    form.set_paragraphs(list_paragraphs(link.article.body_html))
    if form.is_trapped:
        return redirect(url_for(".guest", token=token), code=303)
    if not form.validate():
        return render_guest(link, token, form, status=422)
    minimum = current_settings().subscribe_minimum_seconds
    if not is_timestamp_valid(links(), form.stamp.data or "", now, minimum_seconds=minimum):
        return render_guest(link, token, form, problem="soon", status=422)
    check_remark_limits(db.session, request.remote_addr, link, current_settings().secret_key, now)
    try:
        made = add_remark(db.session, link, form.name.data or "", form.paragraph.data, form.words.data or "", now)
    except RemarksFull:
        db.session.rollback()
        return render_guest(open_link_or_404(token, now), token, form, problem="full", status=409)
    db.session.commit()
    return redirect(url_for(".guest", token=token, _anchor=f"remark-{made.id}"), code=303)
