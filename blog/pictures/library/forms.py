"""The shape of what the library takes."""

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField, MultipleFileField
from wtforms import BooleanField, IntegerField
from wtforms.validators import InputRequired, Length, NumberRange
from wtforms.widgets import TextArea

from blog.pictures.library.descriptions import Description
from blog.web.forms.base import Form, LineField


def at_most(most: int) -> Length:
    """Return the rule for a text of *most* characters, with a sentence that names the number."""
    return Length(max=most, message=_("Please shorten this to %(most)s characters or fewer.", most=most))


def per_cent() -> list[object]:
    """Return the rules for a part of a side."""
    sentence = _("Give a whole number from 0 to 100.")
    return [InputRequired(sentence), NumberRange(0, 100, sentence)]


class PointField(IntegerField):
    """A whole number of per cent; what is none is said in our own words."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Keep the number, or None."""
        text = (valuelist[0] if valuelist else "").strip()
        self.data = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else None
        if self.data is None:
            raise ValueError(_("Give a whole number from 0 to 100."))


class PictureForm(Form):
    """What the library says of one picture."""

    alt = LineField(_("What the picture shows"), validators=[at_most(500)], widget=TextArea())
    is_decorative = BooleanField(_("It only decorates: there is nothing to describe"))
    caption = LineField(_("Caption"), validators=[at_most(500)], widget=TextArea())
    credit = LineField(_("Credit"), validators=[at_most(200)])
    focal_x = PointField(_("From the left, in per cent"), validators=per_cent())
    focal_y = PointField(_("From the top, in per cent"), validators=per_cent())

    def to_description(self) -> Description:
        """Return what was typed."""
        return Description(
            alt=self.alt.data or "",
            caption=self.caption.data or "",
            credit=self.credit.data or "",
            is_decorative=bool(self.is_decorative.data),
            focal_x=self.focal_x.data or 0,
            focal_y=self.focal_y.data or 0,
        )


class UploadForm(Form):
    """One picture, as the script sends it."""

    picture_file = FileField(_("Picture file"))


class UploadsForm(Form):
    """Several pictures, as the page without script sends them."""

    picture_files = MultipleFileField(_("Picture files"))


class DiscardForm(Form):
    """A button and its token."""
