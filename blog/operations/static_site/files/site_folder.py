"""The folder of a static site: whose it is, and files that are swapped whole, with their compressed forms beside."""

import os
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from fcntl import LOCK_EX, LOCK_NB, flock
from hashlib import sha256
from pathlib import Path
from time import monotonic, sleep

from blog.operations.static_site.files.file_manifest import FileManifest, KnownFile, is_manifest
from blog.web.cache.compression import Effort, pack_with

OWN = ".broadsheet"
"""Folder of what is ours in the folder of the site: manifest and lock. No web server shows it."""
MANIFEST = "manifest.sqlite3"
FOLLOWED = "followed"
"""File with the content version that the folder shows."""
BUILDING = "building"
"""File that is there while a whole build makes the folder current."""
BEGUN = "begun"
"""File with the names of new files that are written before the manifest has them, a line each."""
DRAFT = ".broadsheet-draft"
"""End of the name of a file that is being written."""
TEXTS = re.compile(r"\.(?:html|css|js|json|xml|atom|rss|txt|md|svg|webmanifest)$")
CODINGS = {"br": ".br", "gzip": ".gz"}
RETRY_SECONDS = 0.05
RUNNING = "running"
"""Fact of the manifest while files are written; it stays when that is cut short."""


class FolderRefused(Exception):
    """The folder cannot be used; the sentence says why."""


class FolderBusy(Exception):
    """Another process writes the folder."""


class FolderUncertain(Exception):
    """A run was cut short, so that the manifest may not say what each file holds; a whole build finds out."""


class SiteFolder:
    """One folder of a static site."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.own = root / OWN
        self.is_certain = True
        """Whether the manifest says of each file what it holds; not so after a run that was killed."""

    @property
    def is_ours(self) -> bool:
        """Return whether a static site was written here."""
        return is_manifest(self.own / MANIFEST)

    def prepare(self) -> None:
        """Make the folder, or take one that is empty or ours.

        Raises:
            FolderRefused: it holds something else, or cannot be written.
        """
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            if not self.is_ours and any(path.name != OWN for path in self.root.iterdir()):
                raise FolderRefused(
                    f"{self.root} is not empty, and no static site of Broadsheet. Choose another folder."
                )
            self.own.mkdir(exist_ok=True)
        except OSError as error:
            raise FolderRefused(f"{self.root} cannot be used: {error.strerror}.") from None

    def followed(self) -> str:
        """Return the content version that the folder shows, "" where it is not known."""
        try:
            return (self.own / FOLLOWED).read_text("ascii")
        except OSError:
            return ""

    def say_followed(self, version: str) -> None:
        """Let followed() return *version*."""
        swap(self.own / FOLLOWED, version.encode("ascii"))

    def is_building(self) -> bool:
        """Return whether a whole build is under way, or was cut short, in a folder that was not current before."""
        return (self.own / BUILDING).exists()

    def say_building(self, *, is_building: bool) -> None:
        """Let is_building() return *is_building*."""
        if is_building:
            swap(self.own / BUILDING, b"")
        else:
            (self.own / BUILDING).unlink(missing_ok=True)

    def manifest(self) -> FileManifest:
        """Return the table of contents."""
        return FileManifest(self.own / MANIFEST)

    @contextmanager
    def locked(self, patience: float) -> Iterator[None]:
        """Hold the folder against other writers; wait at most *patience* seconds.

        Raises:
            FolderBusy: another one has held it all the time.
        """
        with (self.own / "lock").open("w") as file:
            deadline = monotonic() + patience
            while not is_taken(file.fileno()):
                if monotonic() >= deadline:
                    raise FolderBusy
                sleep(RETRY_SECONDS)
            yield

    @contextmanager
    def open(self, patience: float, *, needs_certainty: bool = False) -> Iterator[FileManifest]:
        """Hold the folder as locked() does, and give its manifest, which counts to the end once this ends well.

        Raises:
            FolderBusy: another one has held it all the time.
            FolderUncertain: the last run was cut short, and *needs_certainty*.
        """
        with self.locked(patience), self.manifest() as manifest:
            self.is_certain = not manifest.value(RUNNING)
            if needs_certainty and not self.is_certain:
                raise FolderUncertain
            if not self.is_certain:
                self.sweep()
            manifest.keep(RUNNING, "1")
            manifest.save()
            yield manifest
            manifest.keep(RUNNING, "")
            manifest.save()
            (self.own / BEGUN).unlink(missing_ok=True)

    def write(self, manifest: FileManifest, name: str, address: str, body: bytes) -> bool:
        """Swap the file *name* for *body* unless it holds just that; return whether it was written.

        The compressed forms are swapped first, so that a reader never gets an
        older page in one of them than the file holds. The caller saves *manifest*.

        Raises:
            OSError: there is no room, or the like; the former file is whole.
        """
        digest = sha256(body).hexdigest()
        path = self.root / name
        known = manifest.find(name)
        if known is not None and known.digest == digest and self.holds(path, digest):
            return False
        if known is None:
            self.note_begun(name)
        path.parent.mkdir(parents=True, exist_ok=True)
        for coding, suffix in CODINGS.items():
            packed = pack_with(coding, body, Effort.CACHED) if TEXTS.search(name) else None
            packed_path = path.with_name(path.name + suffix)
            if packed is not None and len(packed) < len(body):
                swap(packed_path, packed)
            else:
                packed_path.unlink(missing_ok=True)
        swap(path, body)
        manifest.put(KnownFile(name, address, digest, len(body)))
        return True

    def holds(self, path: Path, digest: str) -> bool:
        """Return whether the file, of which the manifest says so, has this *digest*."""
        is_there = path.is_file()
        return is_there and (self.is_certain or sha256(path.read_bytes()).hexdigest() == digest)

    def delete(self, manifest: FileManifest, name: str) -> None:
        """Delete the file *name* with its compressed forms, and folders left empty. The caller saves *manifest*."""
        self.unlink([name])
        manifest.drop(name)
        for folder in (self.root / name).parents:
            if folder == self.root or not folder.is_dir() or any(folder.iterdir()):
                break
            folder.rmdir()

    def unlink(self, names: Iterable[str]) -> None:
        """Take away the files *names* with their compressed forms; the manifest still has them until delete()."""
        for name in names:
            path = self.root / name
            for suffix in ("", *CODINGS.values()):
                path.with_name(path.name + suffix).unlink(missing_ok=True)

    def note_begun(self, name: str) -> None:
        """Write down that the file *name* is there from now on, whether or not the manifest is saved."""
        with (self.own / BEGUN).open("a", encoding="utf-8") as file:
            file.write(f"{name}\n")

    def begun(self) -> list[str]:
        """Return the new files since the last run that ended well, also those of runs that were killed."""
        path = self.own / BEGUN
        return path.read_text("utf-8").splitlines() if path.exists() else []

    def sweep(self) -> None:
        """Delete what a run that was killed left half written."""
        for path in self.root.rglob(f"*{DRAFT}"):
            path.unlink(missing_ok=True)


def is_taken(descriptor: int) -> bool:
    """Return whether the lock could be had at once."""
    try:
        flock(descriptor, LOCK_EX | LOCK_NB)
    except BlockingIOError:
        return False
    return True


def swap(path: Path, data: bytes) -> None:
    """Put *data* in place of the file *path* at one moment: who reads it gets all of the former or all of the new."""
    draft = path.with_name(f".{sha256(path.name.encode()).hexdigest()[:16]}{DRAFT}")
    try:
        draft.write_bytes(data)
        os.replace(draft, path)
    except OSError:
        draft.unlink(missing_ok=True)
        raise
