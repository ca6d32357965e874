"""The form of a picture that goes into a text."""

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField
from wtforms import BooleanField

from blog.authoring.fields import add_error, max_length
from blog.web.forms.base import CleanHiddenField, Form, LineField


class PictureForm(Form):
    """A picture for the body, with its alternative text."""

    picture_file = FileField(_("Picture file"))
    picture_alt = LineField(_("What the picture shows"), validators=[max_length(300)])
    picture_decorative = BooleanField(_("Decorative: no description needed"))
    picture_caption = LineField(_("Caption"), validators=[max_length(500)])
    picture_kept = CleanHiddenField()
    """Key of a picture that came without its description, or was chosen from the library."""

    def is_picture_ready(self) -> bool:
        """Return whether file and description are there; adds errors for what is missing."""
        if not (self.picture_file.data or self.picture_kept.data):
            add_error(self.picture_file, gettext("Choose a picture file first."))
        return self.is_picture_described() and not self.picture_file.errors

    def is_picture_described(self) -> bool:
        """Return whether the texts are valid; adds errors where they are not."""
        self.picture_alt.validate(self)
        self.picture_caption.validate(self)
        if not (self.picture_alt.data or self.picture_decorative.data):
            add_error(self.picture_alt, gettext("Describe the picture for readers who do not see it."))
        return not (self.picture_alt.errors or self.picture_caption.errors)

    def picture_problems(self) -> str:
        """Return the errors of the texts as one message."""
        return " ".join([*self.picture_alt.errors, *self.picture_caption.errors])

    def empty_picture(self) -> None:
        """Clear the fields after the picture was put into the text."""
        self.picture_file.data = self.picture_decorative.data = None
        self.picture_alt.data = self.picture_caption.data = self.picture_kept.data = ""
