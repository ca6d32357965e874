"""The blueprint of the subscription pages: template globals and error pages for links."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from blog.database import db
from blog.models import MailingRules
from blog.models.email_address import display_address
from blog.subscriptions import signup_wording
from blog.subscriptions.signed_links import ExpiredLink, UnknownLink
from blog.web.cache.site_values import per_version
from blog.web.clock import read_clock
from blog.web.extensions import links
from blog.web.forms.timestamps import is_timestamp_open, make_timestamp

blueprint = Blueprint("subscriptions", __name__)
blueprint.add_app_template_filter(display_address, "readable_address")


@blueprint.app_template_global()
def subscribe_stamp(sent: str | None = None) -> str:
    """Return the time stamp for a form that is being shown.

    The one *sent* with a form that comes back is kept while it holds, so that
    a second press is late enough.
    """
    now = read_clock()
    return sent if sent and is_timestamp_open(links(), sent, now) else make_timestamp(links(), now)


@blueprint.app_template_global()
def default_frequency() -> str:
    """Return the frequency that new readers begin with, which the box under an article offers."""
    return per_version("usual frequency", lambda: MailingRules.read(db.session).default_frequency)


@blueprint.app_context_processor
def add_signup_wording() -> dict[str, object]:
    """Give templates the wording beside the subscribe button."""
    return {"signup_wording": signup_wording}


@blueprint.errorhandler(ExpiredLink)
def show_expired_link(_ended: ExpiredLink) -> ResponseReturnValue:
    """Return the page for an expired link."""
    return render_template("subscriptions/link_expired.html"), 410


@blueprint.errorhandler(UnknownLink)
def show_unknown_link(_unknown: UnknownLink) -> ResponseReturnValue:
    """Return the page for an unknown link."""
    return render_template("subscriptions/link_unknown.html"), 404
