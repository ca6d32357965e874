"""The files of the typeface: read where they were made before, else made at the first start."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterable, Mapping
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory

import structlog

from blog.config.locations import is_checkout, package_folder
from blog.web.assets.webfonts.subsets import SUBSETS

MAKER = Path(__file__).with_name("subsetting.py")
MAX_SECONDS = 120
"""It takes 5 seconds of processor, once; a machine that is busy at its start may need more of the clock."""
NO_FILES: Mapping[str, bytes] = {}
Files = Mapping[str, bytes]
"""Content of the files by name of their subset."""

log = structlog.get_logger()


def find_font_files(instance: Path) -> Files:
    """Return the files, made now if they are in neither place; none, with a warning, if that fails.

    They lie inside the package, where set-up and wheel put them, or in *instance*.
    """
    places = [package_folder() / "web" / "static" / "fonts", instance / "fonts"]
    for place in places:
        if files := read_files(place / recipe()):
            return files
    return make_files(places if is_checkout() else places[1:])


def prepare() -> int:
    """Make the files inside the package unless they are there; return the status of the command."""
    return 0 if read_or_make() else 1


def read_or_make() -> Files:
    """Return the files inside the package, made now if they are not there."""
    place = package_folder() / "web" / "static" / "fonts"
    return read_files(place / recipe()) or make_files([place])


def recipe() -> str:
    """Return a name for all that decides the content of the files."""
    parts = (repr(SUBSETS), MAKER.read_text("utf-8"), version("fontpkg-source-serif-4"), version("fonttools"))
    return sha256("\n".join(parts).encode()).hexdigest()[:12]


def read_files(folder: Path) -> Files:
    """Return the files in *folder*, none unless all are there."""
    try:
        return {subset.name: (folder / f"{subset.name}.woff2").read_bytes() for subset in SUBSETS}
    except OSError:
        return NO_FILES


def make_files(places: Iterable[Path]) -> Files:
    """Make the files, keep them in the first of *places* that can be written, and return them."""
    with TemporaryDirectory(prefix="broadsheet-fonts-") as folder:
        made = Path(folder)
        try:
            run_maker(made)
        except (OSError, subprocess.SubprocessError) as error:
            log.warning("typeface_not_made", error=type(error).__name__)
            return NO_FILES
        if not any(keep_files(made, place) for place in places):
            log.warning("typeface_not_kept")
        return read_files(made)


def run_maker(folder: Path) -> None:
    """Write all files into *folder*; raises SubprocessError if the program fails or takes too long."""
    wanted = json.dumps([(subset.name, list(subset.code_points), subset.features) for subset in SUBSETS])
    command = [sys.executable, "-P", str(MAKER), str(folder), wanted]
    # Sets are walked through in the same order each time, so that the files are the same each time.
    settled = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path)), "PYTHONHASHSEED": "0"}
    subprocess.run(  # noqa: S603
        command, env={**os.environ, **settled}, stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=MAX_SECONDS, check=True,
    )  # fmt: skip


def keep_files(made: Path, place: Path) -> bool:
    """Copy the files *made* to *place* instead of those of another recipe; return whether that could be done.

    The folder appears whole or not at all, so that another process never reads half of it.
    """
    try:
        place.mkdir(parents=True, exist_ok=True)
        with TemporaryDirectory(prefix=".new-", dir=place) as beside:
            whole = shutil.copytree(made, Path(beside) / "files")
            for old in place.glob("[!.]*"):
                shutil.rmtree(old, ignore_errors=True)
            whole.rename(place / recipe())
    except OSError:
        return bool(read_files(place / recipe()))
    return True
