"""Form of the byline page."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _
from wtforms import SelectField, SelectMultipleField
from wtforms.fields.choices import SelectChoice

from blog.authoring.drafts.bylines import MAX_COAUTHORS, Reviewer
from blog.models import Article, Person, ReviewCredit
from blog.web.forms.base import Form
from blog.web.forms.row_ids import NO_ROW, parse_id

MIN_ROWS, SPARE_ROWS = 3, 2


class BylineForm(Form):
    """Authors and, for editors, first author and reviewer; each author has a row, in the order of the byline."""

    author = SelectField(_("First author"), coerce=parse_id)
    coauthors = SelectMultipleField(_("Further authors, in this order"), coerce=parse_id)
    reviewer = SelectField(_("Who looked it over"), coerce=parse_id)
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
            "author": article.author_id,
            "coauthors": [person.id for person in article.coauthors],
            "reviewer": article.reviewer_id or NO_ROW,
            "credit": article.reviewer_credit or ReviewCredit.REVIEWED.value,
        }
        super().__init__(data=values)
        everybody = [SelectChoice(person.id, person.name) for person in people]
        others = [choice for choice in everybody if may_credit_review or choice.value != article.author_id]
        self.author.choices = everybody
        self.coauthors.choices = self.reviewer.choices = [SelectChoice(NO_ROW, "–"), *others]
        if not may_credit_review:
            del self.author, self.reviewer, self.credit

    @property
    def coauthor_ids(self) -> list[int]:
        """Return the keys of the further authors."""
        return [person_id for person_id in self.coauthors.data or () if person_id != NO_ROW]

    @property
    def rows(self) -> list[int]:
        """Return what each row of the page shows: the chosen ones, and some rows more."""
        count = min(MAX_COAUTHORS, max(MIN_ROWS, len(self.coauthor_ids) + SPARE_ROWS))
        return (self.coauthor_ids + [NO_ROW] * count)[: max(count, len(self.coauthor_ids))]

    @property
    def chosen_reviewer(self) -> Reviewer | None:
        """Return the review that was chosen, or None."""
        if not self.reviewer or not self.reviewer.data:
            return None
        return Reviewer(self.reviewer.data, ReviewCredit(self.credit.data))
