"""Values of an editor page: read from its form, put back into one, compared with the article."""

import re
import secrets
from dataclasses import dataclass

from flask_wtf.file import FileField
from werkzeug.datastructures import MultiDict
from wtforms import Field

from blog.authoring.drafts.revisions import RevisionMetadata, make_revision
from blog.authoring.editor.forms import EditorForm, editor_data
from blog.models import Article, Revision, WorkingCopy
from blog.models.page_metadata import PAGE_METADATA
from blog.text.cleaning import clean_text

PAGE_KEY = re.compile(r"[A-Za-z0-9_-]{8,32}", re.ASCII)
PAGE_FIELDS = frozenset({"csrf_token", "deed", "seen", "copy_key", "copy_at", "is_left"})
"""Fields about the page, not about the article."""


@dataclass(frozen=True)
class EditorValues:
    """One page: its key, the stamp of its last copy (*base*), the version it began with (*seen*), its fields."""

    key: str
    base: str
    seen: str
    fields: dict[str, list[str]]
    headline: str
    standfirst: str
    body: str


def make_page_key() -> str:
    """Return a key for a new page."""
    return secrets.token_urlsafe(12)


def read_page_key(form: EditorForm) -> str:
    """Return the key of the page that sent *form*, or "" for none that we made."""
    key = form.copy_key.data or ""
    return key if PAGE_KEY.fullmatch(key) else ""


def read_editor_values(form: EditorForm) -> EditorValues:
    """Return the values of *form*, valid or not, without uploads."""
    return EditorValues(
        key=read_page_key(form) or make_page_key(),
        base=form.copy_at.data or "",
        seen=clean_text(form.seen.data),
        fields={field.name: read_field_values(field) for field in form if is_content_field(field)},
        headline=form.headline.data or "",
        standfirst=form.standfirst.data or "",
        body=form.body.data or "",
    )


def read_field_values(field: Field) -> list[str]:
    """Return the raw values of *field*, cleaned."""
    return [clean_text(str(value)) for value in field.raw_data or ()]


def is_content_field(field: Field) -> bool:
    """Return whether *field* is about the article and can be kept as text."""
    return field.name not in PAGE_FIELDS and not isinstance(field, FileField)


def to_formdata(copy: WorkingCopy) -> MultiDict[str, str]:
    """Return the form data that the page of *copy* would send."""
    pairs = [(name, value) for name, values in copy.fields.items() for value in values]
    return MultiDict([*pairs, ("seen", copy.seen), ("copy_key", copy.key), ("copy_at", copy.stamp)])


def is_blank(values: EditorValues) -> bool:
    """Return whether nobody has typed or chosen anything for an article; address and language are of none alone."""
    fields = [texts for name, texts in values.fields.items() if name not in {"slug", "language", "language_tag"}]
    return not any(text.strip() for texts in fields for text in texts)


def is_copy_unchanged(copy: WorkingCopy, article: Article) -> bool:
    """Return whether *article* holds all that *copy* holds."""
    asked = any(
        any(copy.fields.get(name) or ())
        for name in ("new_topic", "lead_kept", "lead_remove", "picture_kept", "social_remove")
    )
    left_out = {"seen", "slug", "part_seen", *([] if is_moved_in(copy) else ["part"])}
    stored = {name: value for name, value in editor_data(article).items() if name not in left_out}
    return not asked and all(normalize(read_copied(copy, name)) == normalize(value) for name, value in stored.items())


def is_moved_in(copy: WorkingCopy) -> bool:
    """Return whether *copy* holds another place in a series than its page showed."""
    return read_copied(copy, "part") != read_copied(copy, "part_seen")


def read_copied(copy: WorkingCopy, name: str) -> object:
    """Return the value that *copy* has for a field of the editor: the list of topics, or one text."""
    values = copy.fields.get(name) or []
    return values if name == "topics" else next(iter(values), "")


def is_unchanged(form: EditorForm, article: Article) -> bool:
    """Return whether a save of *form* would leave *article* as it is."""
    stored = editor_data(article)
    shown = {name: value for name, value in stored.items() if name in form and name != "seen"}
    if not form.slug.data and not article.is_pending:
        shown.pop("slug", None)  # Left empty, it is made from the headline.
    if not form.is_moved:
        shown.pop("part", None)
    shown.pop("part_seen", None)
    asked = (form.new_topic, form.lead_kept, form.lead_remove, form.social_remove)
    is_asking = any(field.data for field in asked)
    return not is_asking and all(normalize(form[name].data) == normalize(value) for name, value in shown.items())


def normalize(value: object) -> object:
    """Return *value* for comparison: lists sorted, a ticked box as browsers send it, all empty values None."""
    if value is True:
        return "y"
    return sorted(map(str, value)) if isinstance(value, list) and value else value or None


def make_form_revision(form: EditorForm, article: Article) -> Revision:
    """Return *form* as a transient revision of *article*, for comparison."""
    revision = make_revision(article, article.updated_at, RevisionMetadata(), number=0)
    revision.headline = form.headline.data or ""
    revision.standfirst = form.standfirst.data or ""
    revision.body_markdown = form.body.data or ""
    names = dict(form.topics.choices)
    topics = sorted(str(names[key]) for key in {*(form.topics.data or ()), *form.list_filed()} if key in names)
    words = {name: form[name].data or "" for name in ("lead_alt", "lead_caption", "lead_credit")}
    kept = {name: value for name, value in revision.details.items() if name not in {"kind", *PAGE_METADATA}}
    kind = {"kind": form.kind.data} if form.kind.data else {}
    typed = {"topics": topics, **kind, "language": form.chosen_language(), **words, **form.to_page_metadata().details()}
    revision.details = {**kept, **typed}
    return revision
