"""Forms of the library of files."""

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField
from wtforms import BooleanField, SelectChoice, SelectField, StringField, ValidationError
from wtforms.validators import DataRequired, Email
from wtforms.widgets import TextArea

from blog.pictures.attachments.podcast_settings import CATEGORIES
from blog.pictures.library.forms import max_length
from blog.web.addresses.links import is_local_path
from blog.web.forms.base import Form, LineField
from blog.web.forms.shared_form import SharedForm

WEB_SCHEMES = ("https://", "http://")


class AttachmentUploadForm(Form):
    """One file and the title that readers see; without one, the title is made of the file's name."""

    title = LineField(_("Title"), validators=[max_length(200)])
    attachment_file = FileField(_("File"))


class AttachmentForm(SharedForm):
    """What readers are told of one file."""

    title = LineField(_("Title"), validators=[DataRequired(_("Give the file a title.")), max_length(200)])
    description = LineField(_("Description"), validators=[max_length(500)], widget=TextArea())
    transcript_url = LineField(_("Address of the transcript"), validators=[max_length(500)])

    def validate_transcript_url(self, field: StringField) -> None:
        """Accept addresses of the web and paths on this site alone."""
        address = field.data or ""
        is_known = address.lower().startswith(WEB_SCHEMES) or is_local_path(address)
        if address and (not is_known or any(sign.isspace() for sign in address)):
            raise ValidationError(
                _("Enter an address that begins with https://, or a path on this site such as /articles/name.")
            )


class ReplacementForm(Form):
    """The file that takes the place of another."""

    attachment_file = FileField(_("New version"))


class AttachmentDeletionForm(Form):
    """Confirmation of a deletion; only the CSRF token."""


class PodcastForm(SharedForm):
    """What directories ask about the podcast of a topic."""

    owner_name = LineField(_("Owner"), validators=[DataRequired(_("Say whose podcast it is.")), max_length(120)])
    owner_address = LineField(
        _("E-mail address of the owner"),
        validators=[Email(_("Enter an e-mail address such as name@example.org.")), max_length(254)],
    )
    category = SelectField(_("Category"), choices=[SelectChoice(name) for name in CATEGORIES], default="News")
    artwork_file = FileField(_("Artwork"))
    is_explicit = BooleanField(_("Not suitable for children"))
    is_locked = BooleanField(_("Other podcast hosts may not import it"), default=True)


class PodcastEndForm(Form):
    """Confirmation that a podcast ends; only the CSRF token."""
