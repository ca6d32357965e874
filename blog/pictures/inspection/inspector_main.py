"""The program of the inspector's process: reads one upload in its working folder and writes what is kept beside it."""

import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from blog.pictures.imaging.limits import limit_resources, wait_for_turn
from blog.pictures.imaging.refusals import Undecodable
from blog.pictures.inspection.csv_tables import clean_table
from blog.pictures.inspection.file_refusals import FileNote, FileRefusal, Unacceptable
from blog.pictures.inspection.mp4_audio import clean_m4a, is_mp4
from blog.pictures.inspection.mpeg_audio import clean_mp3, is_mp3
from blog.pictures.inspection.ogg_audio import clean_ogg
from blog.pictures.inspection.packages import clean_package, refuse_old_office

UPLOAD, CLEANED = "upload", "cleaned"
"""Names of files in the working folder: what came, and what is kept."""
INSPECT_SECONDS = 60
"""Of processor, for one file."""
WAIT_SECONDS = 90
"""For the files of others."""
HEAD_BYTES = 4096


@dataclass(frozen=True)
class InspectionRequest:
    """What the program is asked for; it comes as JSON."""

    title: str
    """What the file is called in public."""
    max_bytes: int
    """Of what is kept: cleaning may make a file a little larger."""
    memory_bytes: int
    lock: str
    """Path of the file that the one process at work holds locked."""


@dataclass(frozen=True)
class Inspection:
    """What the inspector found: the suffix of the kind, the duration of sound, what to tell the author."""

    suffix: str
    duration_ms: int | None = None
    notes: tuple[FileNote, ...] = ()


def main(request_json: str) -> None:
    """Wait for the turn, inspect the upload within the limits, and print the outcome as JSON."""
    request = InspectionRequest(**json.loads(request_json))
    sys.stdout.write(json.dumps(try_to_inspect(request)))


def try_to_inspect(request: InspectionRequest) -> dict[str, Any]:
    """Return the outcome, or the refusal."""
    try:
        wait_for_turn(Path(request.lock), WAIT_SECONDS)
        limit_resources(request.memory_bytes, INSPECT_SECONDS, 2 * request.max_bytes)
        return vars(inspect(Path(), request.title))
    except Unacceptable as error:
        return {"refusal": error.refusal}
    except Undecodable:
        return {"refusal": FileRefusal.BUSY}
    except MemoryError:
        return {"refusal": FileRefusal.TOO_MUCH_MEMORY}


def inspect(folder: Path, title: str) -> Inspection:
    """Write what is kept of the upload in *folder* beside it, and return what it is; its name says nothing.

    Raises:
        Unacceptable: it is not taken.
    """
    source, target = folder / UPLOAD, folder / CLEANED
    with source.open("rb") as file:
        head = file.read(HEAD_BYTES)
    if not head.strip():
        raise Unacceptable(FileRefusal.EMPTY)
    if head.startswith(b"%PDF-"):
        from blog.pictures.inspection.pdf_cleaning import clean_pdf  # noqa: PLC0415

        return Inspection("pdf", notes=tuple(clean_pdf(source, target, title)))
    refuse_old_office(head, source)
    if head.startswith(b"PK\x03\x04"):
        return Inspection(clean_package(source, target, title))
    return inspect_sound(source, target, head) or Inspection("csv", notes=tuple(clean_table(source, target)))


def inspect_sound(source: Path, target: Path, head: bytes) -> Inspection | None:
    """Return what the sound in *source* is, written to *target*; None if it is none."""
    if head.startswith(b"OggS"):
        return Inspection("ogg", clean_ogg(source, target))
    if is_mp4(head):
        return Inspection("m4a", clean_m4a(source, target))
    if is_mp3(head):
        return Inspection("mp3", clean_mp3(source, target))
    return None
