"""What all pages of this room share: words and stamps for templates, and the pages about links that do not work."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from blog.database import db
from blog.models import MailingRules
from blog.subscriptions import consent
from blog.subscriptions.email_address import readable
from blog.subscriptions.signed_links import LinkEnded, LinkUnknown
from blog.web.cache.site_values import per_version
from blog.web.clock import read_clock
from blog.web.extensions import links
from blog.web.forms.timestamps import make_timestamp

blueprint = Blueprint("subscriptions", __name__)
blueprint.add_app_template_filter(readable, "readable_address")


@blueprint.app_template_global()
def subscribe_stamp() -> str:
    """Return the time stamp for a subscribe form that is being shown."""
    return make_timestamp(links(), read_clock())


@blueprint.app_template_global()
def usual_frequency() -> str:
    """Return how soon new readers are told: what the box under an article offers."""
    return per_version("usual frequency", lambda: MailingRules.read(db.session).default_frequency)


@blueprint.app_context_processor
def consent_words() -> dict[str, object]:
    """Give templates the words that stand beside the button and are kept with each request."""
    return {"consent": consent}


@blueprint.errorhandler(LinkEnded)
def show_ended(_ended: LinkEnded) -> ResponseReturnValue:
    """Say that the link has ended and how to get a new one."""
    return render_template("subscriptions/link_ended.html"), 410


@blueprint.errorhandler(LinkUnknown)
def show_unknown(_unknown: LinkUnknown) -> ResponseReturnValue:
    """Say that we know no such link and what may have happened to it."""
    return render_template("subscriptions/link_unknown.html"), 404
