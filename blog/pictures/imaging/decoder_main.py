"""The program of the decoder's process: reads one upload in its working folder and writes its JPEG renditions there."""

import json
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from blog.pictures.imaging.decoding import decode
from blog.pictures.imaging.encoding import choose_widths, encode, shrink_to
from blog.pictures.imaging.icons import describe, make_icons, trim
from blog.pictures.imaging.limits import limit_resources, wait_for_turn
from blog.pictures.imaging.photo_metadata import make_metadata
from blog.pictures.imaging.refusals import Refusal, Undecodable

UPLOAD = "upload"
"""Name of the uploaded file in the working folder."""
DECODE_SECONDS = 30
"""Of processor, for one picture."""
WAIT_SECONDS = 90
"""For the pictures of others, however slow the machine."""


@dataclass(frozen=True)
class DecodeRequest:
    """What the program is asked for; it comes as JSON."""

    max_pixels: int
    max_side: int
    memory_bytes: int
    lock: str
    """Path of the file that the one process at work holds locked."""
    is_logo: bool = False
    """The upload becomes logo and icons instead of renditions."""


def main(request_json: str) -> None:
    """Wait for the turn, decode the upload within the limits, and print the outcome as JSON."""
    request = DecodeRequest(**json.loads(request_json))
    sys.stdout.write(json.dumps(try_to_decode(request)))


def try_to_decode(request: DecodeRequest) -> dict[str, Any]:
    """Return the outcome, or the refusal."""
    try:
        wait_for_turn(Path(request.lock), WAIT_SECONDS)
        limit_resources(request.memory_bytes, DECODE_SECONDS)
        return make_files(Path(), request)
    except Undecodable as error:
        return {"refusal": error.refusal}
    except MemoryError:
        return {"refusal": Refusal.TOO_MUCH_MEMORY}


def make_files(folder: Path, request: DecodeRequest) -> dict[str, Any]:
    """Write what *request* asks for into *folder*, and return what is known of it; raises Undecodable."""
    return make_logo_files(folder, request) if request.is_logo else make_renditions(folder, request)


def make_logo_files(folder: Path, request: DecodeRequest) -> dict[str, Any]:
    """Write logo and icons into *folder*, called logo.png, icon-48.png and so on; return what is known of the logo.

    Raises:
        Undecodable: the upload is not taken.
    """
    with (folder / UPLOAD).open("rb") as file:
        logo = trim(decode(file, request.max_side, request.max_pixels, keep_transparency=True).pixels)
    files = make_icons(logo)
    for name, data in files.items():
        (folder / f"{name}.png").write_bytes(data)
    return {**describe(logo), "names": sorted(files)}


def make_renditions(folder: Path, request: DecodeRequest) -> dict[str, Any]:
    """Write a JPEG of each width into *folder*, called 400.jpg and so on; return what is known of the photo.

    Raises:
        Undecodable: the upload is not taken.
    """
    with (folder / UPLOAD).open("rb") as file:
        photo = decode(file, request.max_side, request.max_pixels)
    widths, metadata = choose_widths(photo.pixels.width), make_metadata(photo.texts)
    for width in widths:
        (folder / f"{width}.jpg").write_bytes(encode(shrink_to(photo.pixels, width), "jpg", metadata))
    return {
        "width": photo.pixels.width,
        "height": photo.pixels.height,
        "widths": widths,
        "texts": {**asdict(photo.texts), "credit": photo.texts.credit_line()},
        "is_first_of_many": photo.is_first_of_many,
    }
