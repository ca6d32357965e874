"""The form of the logo."""

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import SelectChoice, SelectField
from wtforms.validators import Length

from blog.web.forms.base import Form, LineField
from blog.web.site_identity.site_settings import DECLARED

ALT, PLACE = DECLARED["logo_alt"], DECLARED["logo_place"]


class LogoForm(Form):
    """A picture, what it shows, and where it stands; without a picture the present one stays."""

    picture_file = FileField(_l("Picture"))
    logo_alt = LineField(ALT.label, validators=[Length(max=ALT.max_length, message=_l("At most %(max)d characters."))])
    logo_place = SelectField(PLACE.label, choices=[SelectChoice(value, label) for value, label in PLACE.choices])
