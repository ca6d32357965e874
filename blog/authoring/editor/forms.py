"""Forms of the editor."""

from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any

from flask_babel import gettext
from flask_babel import lazy_gettext as _
from flask_wtf.file import FileField
from wtforms import BooleanField, HiddenField, StringField
from wtforms.validators import DataRequired, Optional, ValidationError
from wtforms.widgets import TextArea

from blog.authoring.drafts.revisions import RevisionMetadata
from blog.authoring.drafts.slugs import MAX_SLUG_LENGTH, make_slug
from blog.authoring.drafts.writing import Manuscript
from blog.authoring.editor.form_parts.picture_form import PictureForm
from blog.authoring.editor.form_parts.series_fields import SeriesForm, describe_part, find_series
from blog.authoring.editor.form_parts.topic_fields import TopicsForm
from blog.authoring.fields import (
    OTHER,
    KindForm,
    LanguageForm,
    MetadataForm,
    add_error,
    gaps_message,
    max_length,
    missing_message,
)
from blog.models import Article, Picture, Topic
from blog.models.page_metadata import PageMetadata
from blog.text.language_tags import USUAL
from blog.text.markdown import MAX_LENGTH as MAX_BODY_LENGTH
from blog.text.markdown.as_written.gaps import find_gaps
from blog.web.addresses.reserved_names import is_reserved
from blog.web.forms.base import CleanHiddenField, LineField, ProseField


class EditorForm(PictureForm, KindForm, TopicsForm, SeriesForm, LanguageForm, MetadataForm):
    """The whole editor: one form for new articles and old."""

    headline = LineField(
        _("Headline"), validators=[DataRequired(_("Give the article a headline.")), max_length(200)], widget=TextArea()
    )
    standfirst = ProseField(_("Standfirst"), validators=[max_length(600)])
    body = ProseField(_("Text"), validators=[max_length(MAX_BODY_LENGTH)])
    slug = LineField(_("Address"), validators=[Optional(), max_length(MAX_SLUG_LENGTH + 20)])
    lead_file = FileField(_("Lead photo"))
    lead_remove = BooleanField(_("Remove the photo"))
    lead_alt = LineField(_("Alt text"), validators=[max_length(500)])
    lead_caption = LineField(_("Caption"), validators=[max_length(500)])
    lead_credit = LineField(_("Credit"), validators=[max_length(200)])
    change_note = LineField(_("What changed"), validators=[max_length(300)])
    is_minor = BooleanField(_("Minor edit: nothing of substance changes"))
    seen = HiddenField()
    """Stamp of the version that was opened."""
    copy_key = CleanHiddenField()
    """Names this page among those that keep what is typed."""
    copy_at = CleanHiddenField()
    """Stamp of the copy that this page knows of."""
    lead_kept = CleanHiddenField()
    """Key of a lead photo that came with a form which could not be saved."""
    is_left = BooleanField()
    """The text comes from a page that was closed before it could send it."""
    deed = StringField(default="save")
    """Which button was pressed: save, later, preview, publish, review, picture, or one that leads to the library."""

    def __init__(self, article: Article | None, topics: Sequence[Topic], *, may_add_topics: bool, **more: Any) -> None:
        super().__init__(data=editor_data(article) if article else None, **more)
        self.article = article
        self.slug.data = self.chosen_slug()
        self.is_overwritten = False
        self.is_locked = False
        self.is_pending_taken = False
        self.offer_topics(topics, may_add_topics=may_add_topics)
        self.offer_series(topics)

    def chosen_slug(self) -> str:
        """Return the slug of what was typed as the address, by the language; empty stays empty, the present one too."""
        typed = (self.slug.data or "")[: 4 * MAX_SLUG_LENGTH]
        is_present = self.article is not None and typed == editor_slug(self.article)
        return typed if is_present else make_slug(typed, "", language=self.chosen_language())

    def remaining_photo(self, article: Article) -> Picture | None:
        """Return the photo that *article* has, unless it is to be removed."""
        return None if self.lead_remove.data else article.lead_picture

    def is_complete(self) -> bool:
        """Return whether the form is valid for the pressed button; adds an error to each field that is not."""
        is_valid = bool(self.validate())
        is_whole = not self.add_gap_errors()
        return not self.add_missing_errors() and is_valid and is_whole

    @property
    def is_for_later(self) -> bool:
        """Return whether the changes are to wait as a pending version of the public article."""
        return self.deed.data == "later" and self.article is not None and self.article.is_public and not self.is_page

    @property
    def is_page(self) -> bool:
        """Return whether the text is a page without date, which has no topics and no pending version."""
        return self.article is not None and self.article.is_page

    def validate_slug(self, field: LineField) -> None:
        """Check that a page does not take an address of the program's own."""
        if self.is_page and field.data and is_reserved(field.data):
            raise ValidationError(gettext("The program needs this address itself. Choose another one."))

    def add_gap_errors(self) -> bool:
        """Add an error if a public page would get gaps that readers do not see yet, and return whether it would."""
        if self.article is None or not (self.is_page and self.article.is_public):
            return False
        known = find_gaps(self.article.body_markdown)
        gaps = [gap for gap in find_gaps(self.body.data or "") if gap not in known]
        if gaps:
            add_error(self.body, gaps_message(gaps))
        return bool(gaps)

    def can_be_autosaved(self) -> bool:
        """Return whether the form is valid for a draft; a headline may come later, and a new topic waits for a save."""
        is_valid = bool(self.validate()) or (not self.headline.data and set(self.errors) == {"headline"})
        return is_valid and not self.new_topic.data

    def add_missing_errors(self) -> bool:
        """Add errors for what publication requires, and return whether there is any; drafts may be incomplete."""
        is_for_readers = self.article is not None and (self.article.is_public or self.article.is_scheduled)
        if self.is_for_later or not (self.deed.data in {"publish", "review"} or is_for_readers):
            return False
        return self.add_empty_errors(("body_markdown", *(("lead_alt",) if self.will_have_lead_photo() else ())))

    def will_have_lead_photo(self) -> bool:
        """Return whether the article has a lead photo once this is saved."""
        has_photo = self.article is not None and self.article.lead_picture_id is not None
        return bool(self.lead_file.data or self.lead_kept.data) or (has_photo and not self.lead_remove.data)

    def add_empty_errors(self, columns: Sequence[str]) -> bool:
        """Add an error to each empty field of *columns*, and return whether there is any."""
        empty = [name for name in columns if not (self[FIELD_OF_COLUMN.get(name, name)].data or "").strip()]
        for name in empty:
            add_error(self[FIELD_OF_COLUMN.get(name, name)], missing_message(name))
        return bool(empty)

    def to_manuscript(self, photo: Picture | None, shared: Picture | None) -> Manuscript:
        """Return the content for a save; *photo* is the lead picture or None, *shared* that of shared links."""
        return Manuscript(
            headline=self.headline.data,
            standfirst=self.standfirst.data or "",
            body=self.body.data or "",
            slug=self.slug.data or "",
            topic_ids=() if self.is_page else [*(self.topics.data or ()), *self.list_filed()],
            part=None if self.is_page else self.chosen_part(),
            new_topic="" if self.is_page else self.new_topic.data or "",
            lead_picture=photo,
            lead_alt=self.lead_alt.data or "",
            lead_caption=self.lead_caption.data or "",
            lead_credit=self.lead_credit.data or "",
            language=self.chosen_language(),
            kind_id=self.chosen_kind(),
            page_metadata=replace(self.to_page_metadata(), social_picture=shared.key if shared else ""),
        )

    def to_metadata(self, person_id: int) -> RevisionMetadata:
        """Return what the revision of a save says about it."""
        return RevisionMetadata(person_id, note=self.change_note.data or "", is_minor=bool(self.is_minor.data))

    def replace_body(self, text: str) -> None:
        """Replace the body by *text*, which has the new picture, and clear the picture's fields."""
        self.body.data = text
        self.empty_picture()


FIELD_OF_COLUMN = {"body_markdown": "body"}
"""Columns whose form field has another name."""


def untitled() -> str:
    """Return the headline of an autosaved draft that has none yet."""
    return str(gettext("Untitled"))


def editor_slug(article: Article) -> str:
    """Return what the editor shows as the address: of a pending version the new one, if there is to be one."""
    return article.planned_slug or "" if article.is_pending else article.address_slug


def editor_data(article: Article) -> dict[str, Any]:
    """Return the form's initial data for *article*; a headline that nobody gave it is left out."""
    is_untitled = article.headline == untitled() and not article.was_public
    series = find_series(article)
    return {
        "headline": "" if is_untitled else article.headline,
        "standfirst": article.standfirst,
        "body": article.body_markdown,
        "topics": [topic.id for topic in article.topics if topic is not series],
        "series": str(series.id) if series else "",
        **describe_part(article),
        "slug": editor_slug(article),
        "kind": article.kind.key if article.kind else "",
        "language": article.language if article.language in {"", *USUAL} else OTHER,
        "language_tag": "" if article.language in USUAL else article.language,
        "lead_alt": article.lead_alt,
        "lead_caption": article.lead_caption,
        "lead_credit": article.lead_credit,
        **asdict(PageMetadata.of(article)),
        "seen": article.revision,
        **({"change_note": article.change_note, "is_minor": article.is_minor_change} if article.is_pending else {}),
    }
