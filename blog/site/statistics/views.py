"""The page of statistics, and its page views as CSV."""

from flask import Response, current_app, render_template, request, stream_with_context
from flask.typing import ResponseReturnValue

from blog.database import db
from blog.models import Role
from blog.site.blueprint import blueprint
from blog.site.statistics.reader_growth import read_growth
from blog.site.statistics.view_export import export_views
from blog.site.statistics.view_report import read_views
from blog.text.language import site_language
from blog.web.access.policy import staff
from blog.web.clock import read_clock
from blog.web.formatting.day_spans import SPAN_DAYS, Span, read_span
from blog.web.site_identity.reading import site_settings


@blueprint.get("/desk/statistics")
@staff(Role.EDITOR)
def statistics() -> ResponseReturnValue:
    """Show what was viewed, where readers came from and how their number grew, in ?days=."""
    span = chosen_span()
    return render_template(
        "site/statistics/statistics.html",
        span=span,
        spans=SPAN_DAYS,
        views=read_views(db.session, span),
        growth=read_growth(db.session, span, site_language().zone),
        is_counting=site_settings().count_page_views,
    )


@blueprint.get("/desk/statistics.csv")
@staff(Role.EDITOR)
def statistics_file() -> ResponseReturnValue:
    """Stream the page views of ?days= as CSV."""
    span = chosen_span()
    lines = (line.encode() for line in export_views(db.session, span))
    response: Response = current_app.response_class(stream_with_context(lines), mimetype="text/csv")
    name = f"page-views-{span.first.isoformat()}-{span.last.isoformat()}.csv"
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def chosen_span() -> Span:
    """Return the span of days that the address asks for, up to today in the zone of the site."""
    return read_span(request.args.get("days"), read_clock().astimezone(site_language().zone).date())
