"""Which folders of files an earlier run copied, so that a later one takes away there what was deleted here since."""

from collections.abc import Iterable
from hashlib import sha256
from pathlib import Path

from sqlalchemy import select

from blog.database import AnySession
from blog.models import Attachment, Picture, SiteSetting
from blog.pictures.files.storage import Storage, StoredFile


class CopiedFolders:
    """The folders that were copied from one place to another, a line each in a file of *instance*."""

    def __init__(self, instance: Path, source: str, target: str) -> None:
        pair = sha256(f"{source}\n{target}".encode()).hexdigest()[:16]
        self.path = instance / f"media-copied-{pair}.txt"
        self.former = set(self.path.read_text("ascii").split()) if self.path.exists() else set[str]()
        self.seen: set[str] = set()

    def note(self, files: Iterable[StoredFile]) -> None:
        """Write down the folders of *files*, before they are copied."""
        folders = {file.name.partition("/")[0] for file in files} - self.seen
        self.seen |= folders
        new = sorted(folders - self.former)
        if new:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            with self.path.open("a", encoding="ascii") as record:
                record.writelines(f"{folder}\n" for folder in new)

    def take_away(self, session: AnySession, target: Storage) -> int:
        """Delete in *target* what was copied, is gone in the source, and is named by no row; return how many folders.

        A source without any file is one that is not there, such as a disk that is not mounted.
        """
        gone = self.former - self.seen if self.seen else set[str]()
        orphans = sorted(gone - find_named(session, gone)) if gone else []
        session.rollback()
        for folder in orphans:
            target.delete(folder)
        if gone:
            self.path.write_text("".join(f"{folder}\n" for folder in sorted(self.seen | gone - set(orphans))), "ascii")
        return len(orphans)

    def forget(self) -> None:
        """Delete the record: the move is over."""
        self.path.unlink(missing_ok=True)


def find_named(session: AnySession, folders: set[str]) -> set[str]:
    """Return those of *folders* that a picture, an attachment or the logo has."""
    logo = session.scalar(select(SiteSetting.value).where(SiteSetting.key == "logo"))
    named = {str(logo).partition(" ")[0]}
    for column in (Picture.key, Attachment.folder):
        for key in session.scalars(select(column).execution_options(yield_per=1000)):
            if key in folders:
                named.add(key)
    return named & folders
