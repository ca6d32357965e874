"""Files of a library."""

from io import BytesIO
from pathlib import Path
from typing import Any

from blog.database import db
from blog.models import Article, Attachment, Person
from blog.pictures.attachments.attachment_upload import FileLimits, add_attachment, store_version
from blog.pictures.files.article_bodies import render_body
from blog.pictures.files.references import record_picture_uses
from blog.pictures.files.storage import storage
from blog.pictures.inspection.file_refusals import Unacceptable
from blog.pictures.inspection.inspector_main import InspectionRequest, inspect
from tests.factories import NOW, make_draft
from tests.pictures.sample_attachments import pdf


def inspect_in_process(folder: Path, request: InspectionRequest) -> dict[str, Any]:
    """Do what the inspector's process does, without its limits."""
    try:
        return vars(inspect(folder, request.title))
    except Unacceptable as error:
        return {"refusal": error.refusal}


def make_attachment(title: str = "Annual report", data: bytes | None = None, **more: object) -> Attachment:
    """Make one file with its bytes in the storage; the inspector has no process of its own."""
    limits = FileLimits(2**24, Path("unused"))
    version = store_version(storage(), BytesIO(data or pdf()), title, limits)
    added = add_attachment(db.session, version, title=title, file_name="a.bin", uploader_id=None, now=NOW)
    for name, value in more.items():
        setattr(added, name, value)
    db.session.commit()
    return added


def make_draft_with(file: Attachment, author: Person, words: str = "", **more: object) -> Article:
    """Make a draft that offers *file* in a card, or with *words* in a link amid its text."""
    text = f"See [{words}](file:{file.key})." if words else f"[](file:{file.key})"
    draft = make_draft(author=author, text=text, **more)
    draft.body_html = render_body(db.session, text).html
    record_picture_uses(db.session, draft)
    db.session.commit()
    return draft
