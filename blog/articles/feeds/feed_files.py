"""Files that articles offer, as feeds name them beside the text."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from blog.database import AnySession
from blog.models import Article, Attachment, AttachmentUse
from blog.pictures.files.inline_files import version_path
from blog.pictures.inspection.file_kinds import KINDS
from blog.web.addresses.links import Links


@dataclass(frozen=True)
class FeedFile:
    """One file: its address, whose bytes never change, and what they are; the duration of sound in seconds."""

    address: str
    media_type: str
    size_bytes: int
    title: str
    is_sound: bool = False
    duration_seconds: int | None = None
    transcript_url: str = ""


def find_feed_files(session: AnySession, articles: Sequence[Article], links: Links) -> Mapping[int, list[FeedFile]]:
    """Return by id of article the files that *articles* offer, in the order of their texts."""
    bodies = {article.id: article.body_html for article in articles if 'class="file' in article.body_html}
    if not bodies:
        return {}
    offered = (
        select(AttachmentUse.article_id, Attachment)
        .join(AttachmentUse.attachment)
        .where(AttachmentUse.article_id.in_(bodies), AttachmentUse.is_present)
    )
    found = defaultdict[int, list[Attachment]](list)
    for id, attachment in session.execute(offered):
        found[id].append(attachment)
    return {
        id: [describe_file(each, links) for each in sorted(files, key=lambda file: bodies[id].find(file.key))]
        for id, files in found.items()
    }


def describe_file(attachment: Attachment, links: Links) -> FeedFile:
    """Return *attachment* as feeds name it."""
    kind = KINDS[attachment.kind]
    transcript = attachment.transcript_url
    return FeedFile(
        address=links.absolute(version_path(attachment)),
        media_type=kind.media_type.partition(";")[0],
        size_bytes=attachment.size_bytes,
        title=attachment.title,
        is_sound=kind.is_sound,
        duration_seconds=None if attachment.duration_ms is None else round(attachment.duration_ms / 1000),
        transcript_url=links.absolute(transcript) if transcript.startswith("/") else transcript,
    )
