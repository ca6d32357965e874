"""A new page without date: an empty one, or one from a template with gaps to fill."""

from flask import current_app, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_login import current_user

from blog.config.settings import current_settings
from blog.database import db
from blog.models import Role
from blog.site.pages.beginning import PageStart, begin_page
from blog.site.pages.forms import BeginningForm
from blog.site.pages.page_templates import TEMPLATES, PageTemplate, find_template
from blog.site.pages.routes import blueprint
from blog.web.access.policy import staff
from blog.web.addresses.reserved_names import is_reserved
from blog.web.clock import read_clock
from blog.web.site_identity.reading import site_settings


@blueprint.get("/desk/pages/new")
@staff(Role.EDITOR)
def beginning() -> ResponseReturnValue:
    """Offer the templates."""
    return render_beginning(BeginningForm(formdata=None))


def render_beginning(form: BeginningForm) -> str:
    """Return the page with *form*."""
    return render_template("site/pages/new.html", form=form, templates=TEMPLATES)


@blueprint.post("/desk/pages/new")
@staff(Role.EDITOR)
def begin() -> ResponseReturnValue:
    """Begin a page and open it in the editor."""
    form = BeginningForm()
    if not form.validate():
        return render_beginning(form), 422
    template = find_template(form.template.data)
    title = form.title.data or str(template.title or "")
    if not title:
        form.title.errors = [_("Give the page a title.")]
        return render_beginning(form), 422
    page = begin_page(db.session, current_user, start_of(template, title), read_clock(), is_reserved=is_reserved)
    db.session.commit()
    return redirect(url_for("authoring.edit", id=page.article_id), code=303)


def start_of(template: PageTemplate, title: str) -> PageStart:
    """Return what a page with *title* begins with: the text of *template*, with what the site knows filled in.

    Flask's render_template would begin the answer, after which nothing can be relied on to be written.
    """
    text = current_app.jinja_env.get_template(template.file).render(site_facts()) if template.file else ""
    slug = template.slug if title == str(template.title) else ""
    return PageStart(title, text.strip(), slug, template.purpose, template.place, template.name)


def site_facts() -> dict[str, str]:
    """Return what the site knows of its owner; empty where nobody has said it."""
    lines = map(str.strip, site_settings().postal_address.splitlines())
    return {
        "owner_address": " · ".join(filter(None, lines)),
        "owner_mail": (current_settings().mail_default_sender or "").rpartition("<")[2].rstrip(">"),
    }
