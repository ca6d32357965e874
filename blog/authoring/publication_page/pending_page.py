"""The publication page of a pending version: what it changes, what was changed since, when it is published."""

from typing import Any

from flask import Response, make_response, render_template
from wtforms import HiddenField

from blog.authoring.drafts.pending_versions import (
    compare_contents,
    compare_with_public,
    list_public_changes,
    read_contents,
)
from blog.authoring.fields import VersionForm, missing_message
from blog.authoring.publication_page.forms import PublicationForm
from blog.authoring.publishing.site_checks import run_checks
from blog.models import AlertLevel, Article


class TakeoverForm(VersionForm):
    """A button, and the versions of the pending text and of the public text that the page showed."""

    public_seen = HiddenField()


def render_pending(pending: Article, **more: Any) -> Response:
    """Return the page of *pending*, with forms for the version it shows; *more* replaces template values."""
    values = {
        "level": AlertLevel.NORMAL,
        "form": PublicationForm(formdata=None, data={"seen": pending.revision}),
        "findings": run_checks(pending),
        "changes": compare_with_public(pending),
        **conflict_values(pending),
        **more,
    }
    page = render_template(
        "authoring/publication_page/pending.html", article=pending, missing_message=missing_message, **values
    )
    return make_response(page)


def conflict_values(pending: Article) -> dict[str, Any]:
    """Return the template values for what was changed in the public text after *pending* was begun."""
    public = pending.pending_for
    if public is None or not list_public_changes(pending, public):
        return {"public_changes": None}
    seen = {"seen": pending.revision, "public_seen": public.revision}
    contents = read_contents(pending, public)
    return {
        "public_changes": compare_contents(contents.base, contents.present),
        "takeover_form": TakeoverForm(formdata=None, data=seen),
    }
