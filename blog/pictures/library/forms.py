"""Forms of the library."""

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField, MultipleFileField
from wtforms import BooleanField, IntegerField
from wtforms.validators import InputRequired, Length, NumberRange
from wtforms.widgets import TextArea

from blog.pictures.library.descriptions import PictureDescription
from blog.web.forms.base import Form, LineField
from blog.web.forms.shared_form import SharedForm


def max_length(limit: int) -> Length:
    """Return the rule for a text of *limit* characters, with a sentence that names the number."""
    return Length(max=limit, message=_("Please shorten this to %(most)s characters or fewer.", most=limit))


def percent_rules() -> list[object]:
    """Return the validators for 0 to 100 per cent."""
    message = _("Enter a whole number from 0 to 100.")
    return [InputRequired(message), NumberRange(0, 100, message)]


class PercentField(IntegerField):
    """A whole number of per cent; anything else is refused with a message of our own."""

    def process_formdata(self, valuelist: list[str]) -> None:
        """Keep the number, or None."""
        text = (valuelist[0] if valuelist else "").strip()
        self.data = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else None
        if self.data is None:
            raise ValueError(_("Enter a whole number from 0 to 100."))


class PictureDescriptionForm(SharedForm):
    """Description and focal point of one picture."""

    alt = LineField(_("What the picture shows"), validators=[max_length(500)], widget=TextArea())
    is_decorative = BooleanField(_("Decorative: no description needed"))
    caption = LineField(_("Caption"), validators=[max_length(500)], widget=TextArea())
    credit = LineField(_("Credit"), validators=[max_length(200)])
    focal_x = PercentField(_("From the left, in per cent"), validators=percent_rules())
    focal_y = PercentField(_("From the top, in per cent"), validators=percent_rules())

    def to_description(self) -> PictureDescription:
        """Return the description as it was typed."""
        return PictureDescription(
            alt=self.alt.data or "",
            caption=self.caption.data or "",
            credit=self.credit.data or "",
            is_decorative=bool(self.is_decorative.data),
            focal_x=self.focal_x.data or 0,
            focal_y=self.focal_y.data or 0,
        )


class CreditForm(Form):
    """The credit of one picture."""

    credit = LineField(_("Credit"), validators=[max_length(200)])


class UploadForm(Form):
    """One picture, as the script sends it."""

    picture_file = FileField(_("Picture file"))


class UploadsForm(Form):
    """Several pictures, as the page without script sends them."""

    picture_files = MultipleFileField(_("Picture files"))


class DeletionForm(Form):
    """Confirmation of a deletion; only the CSRF token."""
