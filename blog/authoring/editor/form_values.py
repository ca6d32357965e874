"""What one editor page holds, read from its form and put back into one."""

import re
import secrets
from dataclasses import dataclass

from flask_wtf.file import FileField
from werkzeug.datastructures import MultiDict
from wtforms import Field

from blog.authoring.drafts.revisions import Occasion, describe
from blog.authoring.editor.forms import EditorForm, read_fields
from blog.models import Article, Revision, WorkingCopy
from blog.text.cleaning import clean_text

KEY = re.compile(r"[A-Za-z0-9_-]{8,32}", re.ASCII)
OF_THE_PAGE = frozenset({"csrf_token", "deed", "seen", "copy_key", "copy_at", "is_left"})
"""Fields that say something about the page and nothing about the article."""


@dataclass(frozen=True)
class Typed:
    """One page: its key, the stamp of the copy that it knows of, the version it began with, and what stands in it."""

    key: str
    base: str
    seen: str
    fields: dict[str, list[str]]
    headline: str
    standfirst: str
    body: str


def make_key() -> str:
    """Return a key for a new page."""
    return secrets.token_urlsafe(12)


def read_typed(form: EditorForm) -> Typed:
    """Return what stands in *form*, whether or not it could be saved; chosen files are left out."""
    key = form.copy_key.data or ""
    return Typed(
        key=key if KEY.fullmatch(key) else make_key(),
        base=form.copy_at.data or "",
        seen=clean_text(form.seen.data),
        fields={field.name: read_values(field) for field in form if is_kept(field)},
        headline=form.headline.data or "",
        standfirst=form.standfirst.data or "",
        body=form.body.data or "",
    )


def read_values(field: Field) -> list[str]:
    """Return what was sent for *field*, cleaned."""
    return [clean_text(str(value)) for value in field.raw_data or ()]


def is_kept(field: Field) -> bool:
    """Return whether *field* is about the article and can be kept as text."""
    return field.name not in OF_THE_PAGE and not isinstance(field, FileField)


def to_formdata(copy: WorkingCopy) -> MultiDict[str, str]:
    """Return what the page of *copy* would send."""
    pairs = [(name, value) for name, values in copy.fields.items() for value in values]
    return MultiDict([*pairs, ("seen", copy.seen), ("copy_key", copy.key), ("copy_at", copy.stamp)])


def is_unchanged(form: EditorForm, article: Article) -> bool:
    """Return whether *form* holds what *article* says, and asks for nothing more."""
    stored = read_fields(article)
    shown = {name: value for name, value in stored.items() if name in form and name != "seen"}
    if not form.slug.data:
        shown.pop("slug", None)  # Left empty, it is made from the headline.
    is_asking = bool((form.new_topic and form.new_topic.data) or form.lead_kept.data or form.lead_remove.data)
    return not is_asking and all(simplify(form[name].data) == simplify(value) for name, value in shown.items())


def simplify(value: object) -> object:
    """Return *value* so that what means the same is the same: order of a list, and nothing in its forms."""
    return sorted(map(str, value)) if isinstance(value, list) and value else value or None


def describe_form(form: EditorForm, article: Article) -> Revision:
    """Return what *form* holds as a revision of *article* that is not kept, for comparing."""
    revision = describe(article, article.updated_at, Occasion(), number=0)
    revision.headline = form.headline.data or ""
    revision.standfirst = form.standfirst.data or ""
    revision.body_markdown = form.body.data or ""
    names = dict(form.topics.choices)
    topics = sorted(str(names[key]) for key in form.topics.data or () if key in names)
    words = {name: form[name].data or "" for name in ("lead_alt", "lead_caption", "lead_credit")}
    revision.details = {**revision.details, "topics": topics, **words}
    return revision
