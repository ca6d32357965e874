"""The page of an article's translations at the desk: link one, begin one, take one out of the group."""

from typing import Any

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_login import current_user
from sqlalchemy import Select
from wtforms.validators import DataRequired

from blog.authoring.blueprint import blueprint
from blog.authoring.drafts.writing import for_update
from blog.authoring.fields import EmptyForm, LanguageForm, add_error
from blog.authoring.lookup import get_article_or_abort
from blog.authoring.revision_page.translations import (
    NotLinkable,
    OtherGroup,
    SameLanguage,
    link_translation,
    list_group,
    start_translation,
    unlink_translation,
)
from blog.database import db
from blog.models import Article
from blog.text.language import content_language
from blog.text.language_tags import native_name
from blog.web.access.policy import staff
from blog.web.clock import read_clock
from blog.web.forms.base import Form, LineField


class TranslationForm(Form):
    """The article that is a translation, named by its address."""

    other = LineField(_l("Address of the article"), [DataRequired(_l("Enter the address of the article."))])

    @property
    def slug(self) -> str:
        """Return the last part of the address that was given."""
        return str(self.other.data or "").partition("?")[0].partition("#")[0].rstrip("/").rpartition("/")[2]


def editable() -> Select[Article]:
    """Select the articles that the person may change, but for pending versions."""
    return Article.editable_by(current_user).where(~Article.is_pending)


def show_translations(article: Article, status: int = 200, **forms: Any) -> ResponseReturnValue:
    """Return the page, with *forms* as they were sent."""
    values = {"link_form": TranslationForm(formdata=None), "start_form": LanguageForm(formdata=None), **forms}
    group = list_group(db.session, article)
    names = {one.id: native_name(content_language(one.language).tag) for one in group}
    page = render_template(
        "authoring/revision_page/translations.html",
        article=article,
        group=group if len(group) > 1 else [],
        names=names,
        unlink_form=EmptyForm(formdata=None),
        **values,
    )
    return page, status


@blueprint.get("/desk/articles/<id:id>/translations")
@staff()
def translations(id: int) -> ResponseReturnValue:
    """Show the group of the article, and the ways to add to it."""
    return show_translations(get_article_or_abort(editable(), id))


@blueprint.post("/desk/articles/<id:id>/translations")
@staff()
def add_translation(id: int) -> ResponseReturnValue:
    """Link an article that exists."""
    article, form = get_article_or_abort(for_update(editable()), id), TranslationForm()
    if not form.validate():
        return show_translations(article, 422, link_form=form)
    other = db.session.scalar(for_update(editable().where(Article.slug == form.slug)))
    if other is None:
        add_error(form.other, _("There is no article with this address that you may change."))
        return show_translations(article, 422, link_form=form)
    try:
        link_translation(db.session, article, other)
    except (NotLinkable, OtherGroup, SameLanguage) as error:
        db.session.rollback()
        add_error(form.other, refusal(error))
        return show_translations(get_article_or_abort(editable(), id), 422, link_form=form)
    db.session.commit()
    flash(_("“%(headline)s” is linked as a translation.", headline=other.headline))
    return redirect(url_for(".translations", id=id), code=303)


def refusal(error: Exception) -> str:
    """Return the sentence about an article that cannot be linked."""
    if isinstance(error, SameLanguage):
        return str(_("There is already a version in this language. Set the language of the article first."))
    if isinstance(error, OtherGroup):
        return str(_("This article has translations of its own already. Unlink them first."))
    return str(_("An article cannot be a translation of itself."))


@blueprint.post("/desk/articles/<id:id>/translations/drafts")
@staff()
def begin_translation(id: int) -> ResponseReturnValue:
    """Begin a translation: a draft with the text of the article, and lead to its editor."""
    article, form = get_article_or_abort(for_update(editable()), id), LanguageForm()
    if not form.validate():
        return show_translations(article, 422, start_form=form)
    try:
        draft = start_translation(db.session, article, form.chosen_language(), current_user, read_clock())
    except SameLanguage:
        db.session.rollback()
        add_error(form.language, _("There is already a version in this language."))
        return show_translations(get_article_or_abort(editable(), id), 422, start_form=form)
    db.session.commit()
    flash(_("The draft holds the text to be translated. Write over it, and change the address."))
    return redirect(url_for(".edit", id=draft.id), code=303)


@blueprint.post("/desk/articles/<id:id>/translations/removal")
@staff()
def remove_translation(id: int) -> ResponseReturnValue:
    """Take the article out of its group; both stay as they are otherwise."""
    article = get_article_or_abort(for_update(editable()), id)
    unlink_translation(db.session, article)
    headline = article.headline
    db.session.commit()
    flash(_("“%(headline)s” is no translation any more.", headline=headline))
    return redirect(url_for(".translations", id=id), code=303)
