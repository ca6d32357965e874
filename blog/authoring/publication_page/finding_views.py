"""What the checks before publication find, told on the writing page, where it is repaired."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from blog.authoring.blueprint import blueprint
from blog.authoring.lookup import get_article_or_abort
from blog.authoring.publishing.site_checks import run_checks
from blog.authoring.publishing.text_checks import Finding, FindingKind
from blog.models import Article, Role
from blog.web.access.policy import staff


@blueprint.route("/desk/articles/<id:id>/findings")
@staff(Role.CONTRIBUTOR)
def findings(id: int) -> ResponseReturnValue:
    """Return the list of findings for the article as it was last saved, as a part of the writing page."""
    article = get_article_or_abort(Article.editable_by(current_user), id)
    return render_template("authoring/editor/_findings.html", article=article, findings=run_checks(article))


@blueprint.app_template_global("field_of_finding")
def field_of(finding: Finding, article: Article) -> str:
    """Return the id of the editor's field in which *finding* is repaired."""
    if finding.fault is FindingKind.NO_STANDFIRST:
        return "standfirst"
    fields = {
        "headline": article.headline,
        "standfirst": article.standfirst,
        "lead_alt": article.lead_alt,
        "lead_caption": article.lead_caption,
        "lead_credit": article.lead_credit,
    }
    words = {name: " ".join(text.split()) for name, text in fields.items()}
    return next((name for name, text in words.items() if finding.about and finding.about in text), "body")
