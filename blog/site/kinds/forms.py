"""Forms of the kinds of article."""

from typing import Any

from flask_babel import lazy_gettext as _
from wtforms import BooleanField, SelectField
from wtforms.validators import InputRequired, Length, NumberRange

from blog.models import ArticleKind, SchemaType
from blog.models.article_kind import MAX_KIND_NAME
from blog.web.forms.base import Form, LineField, WholeNumberField
from blog.web.forms.facet_field import FacetField
from blog.web.forms.shared_form import SharedForm

MAX_WEIGHT = 168
"""Hours of a week."""
SCHEMA_LABELS = {
    SchemaType.NEWS: _("News article"),
    SchemaType.REPORTAGE: _("Reportage"),
    SchemaType.OPINION: _("Opinion"),
    SchemaType.ANALYSIS: _("Analysis"),
    SchemaType.BACKGROUND: _("Background"),
    SchemaType.REVIEW: _("Review"),
    SchemaType.ASK_PUBLIC: _("Question to the public"),
    SchemaType.ADVERTISER: _("Paid content"),
    SchemaType.SATIRE: _("Satire"),
    SchemaType.REPORT: _("Report of an organization"),
    SchemaType.ARTICLE: _("Any other article"),
}


class KindDetailsForm(SharedForm):
    """One kind; the name of one that every site begins with may be empty."""

    name = LineField(
        _("Name"),
        validators=[Length(max=MAX_KIND_NAME, message=_("Please shorten this to %(max)d characters or fewer."))],
    )
    is_labelled = BooleanField(_("Show the name to readers"))
    is_sponsored = BooleanField(_("Somebody paid for these articles"))
    schema_type = SelectField(_("For search engines"))
    weight = WholeNumberField(
        _("Weight on the front page, in hours"),
        validators=[
            InputRequired(_("Give a whole number.")),
            NumberRange(-MAX_WEIGHT, MAX_WEIGHT, _("Give a number from %(min)d to %(max)d.")),
        ],
    )

    def __init__(self, kind: ArticleKind | None = None, **more: Any) -> None:
        super().__init__(obj=kind, **more)
        self.schema_type.choices = [(one.value, label) for one, label in SCHEMA_LABELS.items()]

    def values(self) -> dict[str, Any]:
        """Return the columns of a valid form."""
        return {
            "name": self.name.data or "",
            "is_labelled": bool(self.is_labelled.data),
            "is_sponsored": bool(self.is_sponsored.data),
            "schema_type": SchemaType(self.schema_type.data),
            "weight": self.weight.data,
        }


class TargetForm(Form):
    """The kind that the articles of a deleted one get."""

    target = FacetField(_("Articles of this kind become"), default="")
