"""Pages on which a reader reports an error in an article, without an account."""

from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from blog.articles.corrections.error_report_forms import ErrorReportForm
from blog.articles.corrections.error_reports import check_report_limits, report_error
from blog.articles.pages.redirect_views import open_article
from blog.articles.pages.views import blueprint
from blog.config.settings import current_settings
from blog.database import db
from blog.models import Article
from blog.text.markdown.paragraphs import list_paragraphs
from blog.web.access.policy import CsrfProtection, anyone
from blog.web.cache.cacheable import cacheable
from blog.web.clock import read_clock
from blog.web.extensions import links
from blog.web.forms.timestamps import is_timestamp_valid


@blueprint.get("/articles/<slug>/report")
@anyone(CsrfProtection.ORIGIN)
@cacheable(parameters=("paragraph",))
def report(slug: str) -> ResponseReturnValue:
    """Show the form; the address may name the paragraph."""
    article = open_article(slug)
    paragraph = request.args.get("paragraph", "")
    number = int(paragraph) if paragraph.isascii() and paragraph.isdecimal() and len(paragraph) < 7 else 0
    return render_form(article, ErrorReportForm(formdata=None, data={"paragraph": number}))


def render_form(article: Article, form: ErrorReportForm, *, is_too_soon: bool = False) -> str:
    """Return the page with *form*."""
    form.set_paragraphs(list_paragraphs(article.body_html))
    return render_template("articles/corrections/report.html", article=article, form=form, is_too_soon=is_too_soon)


@blueprint.post("/articles/<slug>/report")
@anyone(CsrfProtection.ORIGIN)
def report_now(slug: str) -> ResponseReturnValue:
    """Store a report; a program that filled in the honeypot gets the same answer, and nothing is stored."""
    article = open_article(slug)
    form, now = ErrorReportForm(), read_clock()
    form.set_paragraphs(list_paragraphs(article.body_html))
    if not form.is_honeypot_filled:
        if not form.validate():
            return render_form(article, form), 422
        minimum = current_settings().subscribe_minimum_seconds
        if not is_timestamp_valid(links(), form.stamp.data or "", now, minimum_seconds=minimum):
            return render_form(article, form, is_too_soon=True), 422
        check_report_limits(db.session, request.remote_addr, article, current_settings().secret_key, now)
        report_error(db.session, article, form.paragraph.data, form.words.data, form.address.data, now)
        db.session.commit()
    return redirect(url_for(".reported", slug=slug), code=303)


@blueprint.get("/articles/<slug>/reported")
@anyone(CsrfProtection.ORIGIN)
@cacheable
def reported(slug: str) -> ResponseReturnValue:
    """Show what happens with the report."""
    article = open_article(slug)
    return render_template("articles/corrections/reported.html", article=article)
