"""How often one article was viewed, for everybody who may see it at the desk."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from blog.authoring.blueprint import blueprint
from blog.authoring.review_page.views import find_visible_article
from blog.database import db
from blog.models import PageKind, Role, ViewedPage
from blog.models.page_views import sum_of_page
from blog.text.language import site_language
from blog.web.access.policy import staff
from blog.web.clock import read_clock
from blog.web.formatting.column_charts import chart_views
from blog.web.formatting.day_spans import SPAN_DAYS, read_span
from blog.web.site_identity.reading import site_settings


@blueprint.get("/desk/articles/<id:id>/statistics")
@staff(Role.CONTRIBUTOR)
def statistics(id: int) -> ResponseReturnValue:
    """Show the page views of one article in ?days=."""
    article = find_visible_article(id)
    page = ViewedPage(PageKind.ARTICLE, article.id)
    span = read_span(request.args.get("days"), read_clock().astimezone(site_language().zone).date())
    return render_template(
        "authoring/review_page/statistics.html",
        article=article,
        span=span,
        spans=SPAN_DAYS,
        chart=chart_views(db.session, span, page),
        total=sum_of_page(db.session, page),
        is_counting=site_settings().count_page_views,
    )
