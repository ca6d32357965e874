"""The page that arranges the front page, and its preview."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user
from sqlalchemy import select

from blog.articles.front.front_stories import find_chosen, gather
from blog.articles.front.photos import is_wide
from blog.articles.front.views import front_length, show_front
from blog.database import db
from blog.models import FrontArrangement, FrontPlan, Role, Topic
from blog.models.front_arrangement import PARTS
from blog.site.blueprint import blueprint
from blog.site.front.arranging import PlanChanged, find_arrangement, find_articles, save_plan
from blog.site.front.plan_fields import PlanFields, list_differences, press, read_fields
from blog.text.cleaning import clean_line
from blog.text.language import site_language
from blog.web.access.policy import staff
from blog.web.access.security_headers import FRAMED_PREVIEW_POLICY, FRAMING_POLICY
from blog.web.cache.reader_preferences import ReaderPreferences
from blog.web.clock import read_clock
from blog.web.forms.base import Form
from blog.web.forms.row_ids import read_id

MAX_WORDS = 200
CONFLICT = 409


@blueprint.get("/desk/front")
@staff(Role.EDITOR)
def front() -> ResponseReturnValue:
    """Show what is chosen for the front page; ?lead=ID chooses what leads, unsaved."""
    kept = find_arrangement(db.session)
    plan = FrontPlan.of_json(kept.plan) if kept else FrontPlan()
    lead = read_id(request.args.get("lead", ""))
    chosen = press(plan, f"lead-{lead}") if lead else plan
    return show(PlanFields(chosen), kept, is_changed=chosen != plan)


@blueprint.get("/desk/front/lead/<id:id>")
@staff(Role.EDITOR)
def lead_front(id: int) -> ResponseReturnValue:
    """Lead to the page with this article chosen to lead."""
    return redirect(url_for(".front", lead=id, _anchor="lead"), code=303)


@blueprint.post("/desk/front")
@staff(Role.EDITOR)
def change_front() -> ResponseReturnValue:
    """Save the plan, or show the page after one of its buttons was pressed."""
    deed = request.form.get("deed", "save")
    fields = read_fields(request.form, site_language().zone, read_clock())
    kept = find_arrangement(db.session)
    Form().validate()
    if deed == "band":
        deed = f"band-{request.form.get('new_band', '')}"
    if deed != "save":
        fields.plan = press(fields.plan, deed)
        return show(fields, kept)
    if fields.errors:
        return show(fields, kept, status=422)
    lead = find_chosen(db.session, fields.plan).get(fields.plan.lead.article_id) if fields.plan.lead else None
    by = {"by": current_user._get_current_object(), "headline": lead.headline if lead else ""}
    try:
        save_plan(db.session, fields.plan, read_clock(), seen=read_id(request.form.get("seen", "")) or 0, **by)
    except PlanChanged as change:
        return show(fields, change.arrangement, status=CONFLICT)
    db.session.commit()
    flash(_("The front page is saved. Readers see it now."))
    return redirect(url_for(".front"), code=303)


@blueprint.get("/desk/front/articles")
@staff(Role.EDITOR)
def front_articles() -> ResponseReturnValue:
    """Answer with the list of articles that have the words which are being typed, for the script of the page."""
    words = read_words()
    return render_template("site/front/_found_list.html", words=words, found=find_articles(db.session, words))


@blueprint.post("/desk/front/preview")
@staff(Role.EDITOR)
def front_preview() -> ResponseReturnValue:
    """Show the front page as readers would see it with the plan of the form, which is not saved."""
    Form().validate()
    now = read_clock()
    fields = read_fields(request.form, site_language().zone, now)
    theme = request.form.get("theme", "")
    choices = ReaderPreferences(theme=theme if theme in {"light", "dark"} else "auto")
    page = show_front(gather(db.session, fields.plan, front_length()), now, choices=choices, is_front_preview=True)
    db.session.rollback()
    return page, {"Content-Security-Policy": FRAMED_PREVIEW_POLICY, "X-Frame-Options": "SAMEORIGIN"}


def show(
    fields: PlanFields, kept: FrontArrangement | None, *, is_changed: bool = True, status: int = 200
) -> ResponseReturnValue:
    """Return the page with the plan of *fields*, and what was found; status 409 after another editor was first."""
    plan, words = fields.plan, read_words()
    saved = FrontPlan.of_json(kept.plan) if kept else FrontPlan()
    stories = find_chosen(db.session, plan, saved)
    names = {key: story.headline for key, story in stories.items()}
    topics = {topic.id: topic for topic in db.session.scalars(select(Topic).order_by(*Topic.by_weight()))}
    page = render_template(
        "site/front/front.html",
        form=Form(),
        plan=plan,
        fields=fields,
        seen=kept.version if kept else 0,
        kept=kept,
        is_changed=is_changed,
        differences=list_differences(plan, saved, names) if status == CONFLICT else None,
        stories=stories,
        topics=topics,
        parts=part_labels(),
        words=words,
        found=find_articles(db.session, words),
        zone=site_language().zone,
        now=read_clock(),
        is_wide=is_wide,
    )
    return page, status, {"Content-Security-Policy": FRAMING_POLICY}


def read_words() -> str:
    """Return the words of the search."""
    return clean_line(request.values.get("q", ""))[:MAX_WORDS]


def part_labels() -> dict[str, Any]:
    """Return the parts of the page that can be left out, with their names."""
    labels = {
        "wide": _("Wide picture"),
        "briefs": _("In brief: headlines alone"),
        "corrections": _("Corrections"),
        "signup": _("Sign-up by e-mail"),
        "bands": _("Topics"),
    }
    return {name: labels[name] for name in PARTS}
