"""Text conversions for the editor's script: pasted HTML to Markdown, and Markdown to the HTML of the live preview."""

from flask import jsonify, render_template
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from blog.authoring.blueprint import blueprint
from blog.authoring.editor.forms import BodyForm, PasteForm
from blog.database import db
from blog.models import Role
from blog.pictures.files.article_bodies import find_inline_pictures
from blog.text.markdown import find_picture_keys, render
from blog.text.markdown.pasting.html_to_markdown import to_markdown
from blog.text.markdown.pasting.html_tree import PasteTooLong
from blog.web.access.policy import staff


@blueprint.post("/desk/paste")
@staff(Role.CONTRIBUTOR)
def paste() -> ResponseReturnValue:
    """Answer with the clipboard's HTML as Markdown, for the script of the editor; nothing is kept."""
    form = PasteForm()
    if not form.validate_on_submit():
        return jsonify(error=" ".join(form.html.errors)), 422
    db.session.rollback()
    try:
        pasted = to_markdown(form.html.data or "")
    except PasteTooLong:
        return jsonify(error=gettext("This is too long to be read.")), 422
    note = gettext("Pictures are not pasted: upload them, so that they are yours to show.") if pasted.pictures else ""
    return jsonify(markdown=pasted.markdown, note=note)


@blueprint.post("/desk/preview")
@staff(Role.CONTRIBUTOR)
def live_preview() -> ResponseReturnValue:
    """Answer with the safe HTML of a text, for the live preview; nothing is kept."""
    form = BodyForm()
    if not form.validate_on_submit():
        return render_template("authoring/editor/live_preview.html", problems=form.body.errors), 422
    text = form.body.data or ""
    inline = find_inline_pictures(db.session, find_picture_keys(text))
    # A long text takes a while: on SQLite an open transaction would keep all other writers waiting.
    db.session.rollback()
    return render_template("authoring/editor/live_preview.html", rendered=render(text, inline))
