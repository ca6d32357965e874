"""Text conversions for the editor's scripts: pasted HTML to Markdown, Markdown to a live preview and to blocks."""

from flask import jsonify, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext, lazy_gettext
from wtforms.validators import NumberRange, Optional

from blog.authoring.blueprint import blueprint
from blog.authoring.fields import LanguageForm, max_length
from blog.database import db
from blog.models import Role
from blog.pictures.files.article_bodies import find_inline_pictures
from blog.pictures.files.inline_files import find_inline_files
from blog.text.language import content_language
from blog.text.markdown import MAX_LENGTH as MAX_BODY_LENGTH
from blog.text.markdown import find_file_keys, find_picture_keys, render
from blog.text.markdown.as_written.block_splitting import split_blocks
from blog.text.markdown.pasting.html_to_markdown import to_markdown
from blog.text.markdown.pasting.html_tree import Omission, PasteTooLong
from blog.text.quotation_marks import marks_of
from blog.web.access.policy import staff
from blog.web.forms.base import Form, ProseField, WholeNumberField

MAX_NOTE = 9_999
"""The highest number of a footnote."""
OMISSION_NOTES = {
    Omission.PICTURES: lazy_gettext("Pictures are not pasted: upload them, so that they are yours to show."),
    Omission.EMBEDS: lazy_gettext("Embedded content was left out."),
    Omission.FORMULAS: lazy_gettext("Formulas were left out."),
    Omission.DELETIONS: lazy_gettext("Tracked changes were accepted: deleted text is gone, inserted text stays."),
    Omission.COMMENTS: lazy_gettext("Comments were left out."),
    Omission.NOTES: lazy_gettext("Some footnotes came without their text."),
}


class BodyForm(LanguageForm):
    """The text and its language, for the live preview."""

    body = ProseField(validators=[max_length(MAX_BODY_LENGTH)])


class PasteForm(Form):
    """HTML of the clipboard, whose length the converter limits, and the number of its first footnote."""

    html = ProseField()
    first_note = WholeNumberField(validators=[Optional(), NumberRange(1, MAX_NOTE)])


class TextForm(Form):
    """A text in Markdown, for the rich sheet."""

    text = ProseField(validators=[max_length(MAX_BODY_LENGTH)])


@blueprint.post("/desk/paste")
@staff(Role.CONTRIBUTOR)
def paste() -> ResponseReturnValue:
    """Answer with the clipboard's HTML as Markdown, for the script of the editor; nothing is kept."""
    form = PasteForm()
    if not form.validate_on_submit():
        return jsonify(error=" ".join(form.html.errors)), 422
    db.session.rollback()
    try:
        pasted = to_markdown(form.html.data or "", form.first_note.data or 1)
    except PasteTooLong:
        return jsonify(error=gettext("This is too long to be read.")), 422
    notes = [str(words) for omission, words in OMISSION_NOTES.items() if omission in pasted.omissions]
    return jsonify(markdown=pasted.markdown, note=" ".join(notes))


@blueprint.post("/desk/preview")
@staff(Role.CONTRIBUTOR)
def live_preview() -> ResponseReturnValue:
    """Answer with the safe HTML of a text, for the live preview; nothing is kept."""
    form = BodyForm()
    form.validate()
    if form.body.errors:
        return render_template("authoring/editor/live_preview.html", problems=form.body.errors), 422
    text = form.body.data or ""
    inline = find_inline_pictures(db.session, find_picture_keys(text))
    files = find_inline_files(db.session, find_file_keys(text), form.chosen_language())
    # A long text takes a while: on SQLite an open transaction would keep all other writers waiting.
    db.session.rollback()
    written = content_language(form.chosen_language())
    rendered = render(text, inline, marks_of(written.tag), files)
    return render_template("authoring/editor/live_preview.html", rendered=rendered, written=written)


@blueprint.post("/desk/blocks")
@staff(Role.CONTRIBUTOR)
def blocks() -> ResponseReturnValue:
    """Answer with a text in its outermost blocks, as JSON for the script of the rich sheet; nothing is kept.

    The format is that of docs/editor.md. A text that is too long is refused with an *error* (422).
    """
    form = TextForm()
    if not form.validate_on_submit():
        return jsonify(error=" ".join(form.text.errors)), 422
    # As in the live preview: no transaction stays open while a long text is read.
    db.session.rollback()
    return jsonify(split_blocks(form.text.data or "").to_json())
