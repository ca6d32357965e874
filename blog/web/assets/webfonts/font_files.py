"""The files of a typeface: ours made at the first start, others when first chosen, and read from then on."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

import structlog

from blog.config.locations import is_checkout, package_folder
from blog.web.assets.webfonts.subsets import subsets_of
from blog.web.site_identity.look.typefaces import SOURCE_SERIF, TYPEFACES, Typeface

MAKER = Path(__file__).with_name("subsetting.py")
MAX_SECONDS = 120
"""It takes 5 seconds of processor, once; a machine that is busy at its start may need more of the clock."""
NO_FILES: Mapping[str, bytes] = {}
Files = Mapping[str, bytes]
"""Content of the files by name of their subset."""

log = structlog.get_logger()


def find_font_files(instance: Path, face: Typeface = SOURCE_SERIF) -> Files:
    """Return the files of *face*, made now if they are in neither place; none, with a warning, if that fails.

    They lie inside the package, where set-up and wheel put them, or in *instance*.
    """
    places = font_places(instance, face)
    return read_from(places, face) or make_files(places if is_checkout() else places[1:], face)


def font_places(instance: Path, face: Typeface) -> list[Path]:
    """Return the folders in which the files of *face* may lie."""
    return [place / face.name for place in (package_folder() / "web" / "static" / "fonts", instance / "fonts")]


def read_from(places: Iterable[Path], face: Typeface) -> Files:
    """Return the files of *face* in the first of *places* that has them, without making any."""
    return next(filter(None, (read_files(place / recipe(face), face) for place in places)), NO_FILES)


def prepare(*faces: Typeface) -> int:
    """Make the files of *faces* inside the package unless they are there; return the status of the command."""
    made = [bool(read_or_make(face)) for face in faces or (SOURCE_SERIF,)]
    return 0 if all(made) else 1


def read_or_make(face: Typeface = SOURCE_SERIF) -> Files:
    """Return the files inside the package, made now if they are not there."""
    place = package_folder() / "web" / "static" / "fonts" / face.name
    return read_from([place], face) or make_files([place], face)


@cache
def recipe(face: Typeface) -> str:
    """Return a name for all that decides the content of the files of *face*."""
    package = version(face.package.replace("_", "-"))
    parts = (repr((face, subsets_of(face))), MAKER.read_text("utf-8"), package, version("fonttools"))
    return sha256("\n".join(parts).encode()).hexdigest()[:12]


def read_files(folder: Path, face: Typeface) -> Files:
    """Return the files of *face* in *folder*, none unless all are there."""
    try:
        return {subset.name: (folder / f"{subset.name}.woff2").read_bytes() for subset in subsets_of(face)}
    except OSError:
        return NO_FILES


def make_files(places: Iterable[Path], face: Typeface) -> Files:
    """Make the files of *face*, keep them in the first of *places* that can be written, and return them."""
    with TemporaryDirectory(prefix="broadsheet-fonts-") as folder:
        made = Path(folder)
        try:
            run_maker(made, face)
        except (OSError, subprocess.SubprocessError) as error:
            log.warning("typeface_not_made", typeface=face.name, error=type(error).__name__)
            return NO_FILES
        if not any(keep_files(made, place, face) for place in places):
            log.warning("typeface_not_kept", typeface=face.name)
        return read_files(made, face)


def run_maker(folder: Path, face: Typeface) -> None:
    """Write all files of *face* into *folder*; raises SubprocessError if the program fails or takes too long."""
    wanted = json.dumps([(subset.name, list(subset.code_points), subset.features) for subset in subsets_of(face)])
    command = [sys.executable, "-P", str(MAKER), face.source, str(folder), wanted]
    # Sets are walked through in the same order each time, so that the files are the same each time.
    settled = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONHASHSEED": "0"}
    subprocess.run(  # noqa: S603
        command, env={**os.environ, **settled}, stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=MAX_SECONDS, check=True,
    )  # fmt: skip


def keep_files(made: Path, place: Path, face: Typeface) -> bool:
    """Copy the files *made* to *place* instead of those of another recipe; return whether that could be done.

    Folders beside *place* that are of no typeface go too: those of an earlier version of this program.
    The folder appears whole or not at all, so that another process never reads half of it.
    """
    try:
        place.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=".new-", dir=place) as beside:
            whole = shutil.copytree(made, Path(beside) / "files")
            strangers = (one for one in place.parent.glob("[!.]*") if one.name not in TYPEFACES)
            for old in (*place.glob("[!.]*"), *strangers):
                shutil.rmtree(old, ignore_errors=True)
            whole.rename(place / recipe(face))
    except OSError:
        return bool(read_files(place / recipe(face), face))
    return True
