"""The shape of what the desk sends."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField
from wtforms import BooleanField, HiddenField, SelectMultipleField, StringField
from wtforms.validators import DataRequired, Optional
from wtforms.widgets import CheckboxInput, ListWidget, TextArea

from blog.authoring.drafts.slugs import LONGEST as LONGEST_SLUG
from blog.authoring.drafts.writing import Manuscript
from blog.authoring.editor.picture_forms import PictureForm
from blog.authoring.fields import KeyField, SlugField, add_error, at_most, missing_sentence
from blog.models import Article, Picture, Topic
from blog.text.markdown import MAX_LENGTH as MAX_BODY_LENGTH
from blog.web.forms.base import Form, LineField, ProseField


class EditorForm(PictureForm):
    """The whole editor: one form for new articles and old."""

    headline = LineField(
        _("Headline"), validators=[DataRequired(_("Give the article a headline.")), at_most(200)], widget=TextArea()
    )
    standfirst = ProseField(_("Standfirst"), validators=[at_most(600)])
    body = ProseField(_("Text"), validators=[at_most(MAX_BODY_LENGTH)])
    topics = SelectMultipleField(
        _("Topics"), coerce=int, widget=ListWidget(prefix_label=False), option_widget=CheckboxInput()
    )
    new_topic = LineField(_("New topic"), validators=[at_most(60)])
    slug = SlugField(_("Address"), validators=[Optional(), at_most(LONGEST_SLUG + 20)])
    lead_file = FileField(_("Lead photo"))
    lead_remove = BooleanField(_("Remove the photo"))
    lead_alt = LineField(_("What the photo shows"), validators=[at_most(500)])
    lead_caption = LineField(_("Caption"), validators=[at_most(500)])
    lead_credit = LineField(_("Credit"), validators=[at_most(200)])
    change_note = LineField(_("What changed"), validators=[at_most(300)])
    is_minor = BooleanField(_("Minor edit: nothing of substance changes"))
    seen = HiddenField()
    """Stamp of the version that was opened."""
    copy_key = KeyField()
    """Names this page among those that keep what is typed."""
    copy_at = KeyField()
    """Stamp of the copy that this page knows of."""
    lead_kept = KeyField()
    """Key of a lead photo that came with a form which could not be saved."""
    is_left = BooleanField()
    """The text comes from a page that was closed before it could send it."""
    deed = StringField(default="save")
    """Which button was pressed: save, preview, publish, review, picture, or one that leads to the library."""

    def __init__(self, article: Article | None, topics: Sequence[Topic], *, may_add_topics: bool, **more: Any) -> None:
        super().__init__(data=read_fields(article) if article else None, **more)
        self.article = article
        self.is_overwritten = False
        self.is_locked = False
        self.topics.choices = [(topic.id, topic.name) for topic in topics]
        if not may_add_topics:
            del self.new_topic

    def kept_photo(self, article: Article) -> Picture | None:
        """Return the photo that *article* has, unless it is to be removed."""
        return None if self.lead_remove.data else article.lead_picture

    def is_complete(self) -> bool:
        """Return whether all stands that is needed for this button; what is missing is marked."""
        is_valid = bool(self.validate())
        return not self.mark_missing() and is_valid

    def mark_missing(self) -> bool:
        """Mark what readers would miss and return whether anything is; a draft may lack what it likes."""
        is_for_readers = self.article is not None and (self.article.is_public or self.article.is_scheduled)
        if not (self.deed.data in {"publish", "review"} or is_for_readers):
            return False
        return self.mark_empty(("body_markdown", *(("lead_alt",) if self.will_have_photo() else ())))

    def will_have_photo(self) -> bool:
        """Return whether the article has a lead photo once this is saved."""
        has_photo = self.article is not None and self.article.lead_picture_id is not None
        return bool(self.lead_file.data or self.lead_kept.data) or (has_photo and not self.lead_remove.data)

    def mark_empty(self, columns: Sequence[str]) -> bool:
        """Mark those fields of *columns* that are empty and return whether any is."""
        empty = [name for name in columns if not (self[FIELDS.get(name, name)].data or "").strip()]
        for name in empty:
            add_error(self[FIELDS.get(name, name)], missing_sentence(name))
        return bool(empty)

    def to_manuscript(self, photo: Picture | None) -> Manuscript:
        """Return what was typed; *photo* is the lead picture, or None for none."""
        return Manuscript(
            headline=self.headline.data,
            standfirst=self.standfirst.data or "",
            body=self.body.data or "",
            slug=self.slug.data or "",
            topic_ids=self.topics.data or (),
            new_topic=(self.new_topic.data if self.new_topic else "") or "",
            lead_picture=photo,
            lead_alt=self.lead_alt.data or "",
            lead_caption=self.lead_caption.data or "",
            lead_credit=self.lead_credit.data or "",
        )

    def take_in(self, text: str) -> None:
        """Put *text*, which has the new picture, into the form and empty the fields of the picture."""
        self.body.data = text
        self.empty_picture()


FIELDS = {"body_markdown": "body"}
"""Columns that the form calls otherwise."""


def read_fields(article: Article) -> dict[str, Any]:
    """Return what the form shows of a stored *article*."""
    return {
        "headline": article.headline,
        "standfirst": article.standfirst,
        "body": article.body_markdown,
        "topics": [topic.id for topic in article.topics],
        "slug": article.slug,
        "lead_alt": article.lead_alt,
        "lead_caption": article.lead_caption,
        "lead_credit": article.lead_credit,
        "seen": article.revision,
    }


class BodyForm(Form):
    """The text alone, for the live preview."""

    body = ProseField(validators=[at_most(MAX_BODY_LENGTH)])


class PasteForm(Form):
    """What the clipboard holds as HTML; the converter says whether it is too long."""

    html = ProseField()


class CopyForm(Form):
    """A button, its token, and the key of a text that was not saved."""

    copy_key = KeyField()
