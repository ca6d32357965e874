"""The shape of what the byline page sends."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _
from wtforms import SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice

from blog.authoring.drafts.bylines import MOST_COAUTHORS, Review
from blog.models import Article, Person, ReviewCredit
from blog.web.forms.base import Form

NOBODY = 0
FEWEST_ROWS, SPARE_ROWS = 3, 2


def read_key(value: object) -> int:
    """Return the key that a choice holds; an empty one stands for nobody.

    Raises:
        ValueError: it is no key.
    """
    return int(str(value)) if value else NOBODY


class BylineForm(Form):
    """Who is named with an article: each author after the first has a row, and the order of the rows counts."""

    coauthors = SelectMultipleField(_("Further authors, in this order"), coerce=read_key)
    reviewer = SelectField(_("Who looked it over"), coerce=read_key)
    credit = SelectField(
        _("What readers see"),
        choices=[
            SelectChoice(ReviewCredit.REVIEWED.value, _("Reviewed by")),
            SelectChoice(ReviewCredit.FACT_CHECKED.value, _("Facts checked by")),
        ],
        default=ReviewCredit.REVIEWED.value,
    )

    def __init__(self, article: Article, people: Sequence[Person], *, may_credit_review: bool) -> None:
        values = {
            "coauthors": [person.id for person in article.coauthors],
            "reviewer": article.reviewer_id or NOBODY,
            "credit": article.reviewer_credit or ReviewCredit.REVIEWED.value,
        }
        super().__init__(data=values)
        others = [SelectChoice(person.id, person.name) for person in people if person.id != article.author_id]
        self.coauthors.choices = self.reviewer.choices = [SelectChoice(NOBODY, "–"), *others]
        if not may_credit_review:
            del self.reviewer, self.credit

    @property
    def chosen(self) -> list[int]:
        """Return the keys of the further authors."""
        return [key for key in self.coauthors.data or () if key != NOBODY]

    @property
    def rows(self) -> list[int]:
        """Return what each row of the page shows: the chosen ones, and some rows more."""
        count = min(MOST_COAUTHORS, max(FEWEST_ROWS, len(self.chosen) + SPARE_ROWS))
        return (self.chosen + [NOBODY] * count)[: max(count, len(self.chosen))]

    @property
    def review(self) -> Review | None:
        """Return the review that was chosen, or None."""
        if not self.reviewer or not self.reviewer.data:
            return None
        return Review(self.reviewer.data, ReviewCredit(self.credit.data))
