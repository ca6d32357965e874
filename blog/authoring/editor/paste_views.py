"""What the author pastes from a page or a document, turned into Markdown for the editor's script."""

from flask import jsonify
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from blog.authoring.blueprint import blueprint
from blog.authoring.editor.forms import PasteForm
from blog.database import db
from blog.models import Role
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
