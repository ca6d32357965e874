"""Pictures as the rich sheet of the editor shows them: one picture by its key, and its credit."""

from flask import jsonify
from flask.typing import ResponseReturnValue
from flask_login import current_user

from blog.database import db
from blog.models import Picture, Role
from blog.pictures.blueprint import blueprint
from blog.pictures.library.descriptions import PictureText, describe_upload
from blog.pictures.library.forms import CreditForm
from blog.pictures.library.serialization import to_sheet_json
from blog.pictures.library.views import find_editable
from blog.web.access.policy import staff


@blueprint.get("/desk/media/keys/<key>")
@staff(Role.CONTRIBUTOR)
def described(key: str) -> ResponseReturnValue:
    """Answer with what the sheet shows of the picture with this key; 404 if the library has none."""
    picture: Picture = db.first_or_404(db.select(Picture).where(Picture.key == key))
    return jsonify(to_sheet_json(picture, is_editable=picture.is_editable_by(current_user)))


@blueprint.post("/desk/media/<id:id>/credit")
@staff(Role.CONTRIBUTOR)
def credit(id: int) -> ResponseReturnValue:
    """Save the credit of a picture that the person may describe; what is wrong is the answer's *error* (422)."""
    picture = find_editable(id)
    form = CreditForm()
    if not form.validate():
        return jsonify(error=" ".join(form.credit.errors)), 422
    words = PictureText(picture.alt, picture.caption, picture.is_decorative)
    describe_upload(db.session, picture, words, form.credit.data or "")
    db.session.commit()
    return jsonify(credit=picture.credit)
