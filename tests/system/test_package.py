"""The built wheel, installed beside its libraries, serves a site from an empty folder."""

import os
import re
import signal
import subprocess
import sys
import sysconfig
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.request import urlopen
from zipfile import ZipFile

import pytest

from blog.operations.supervisor import is_answering
from blog.web.assets.asset_files import Assets
from blog.web.assets.sheet import SCRIPT, SHEET, defer_sheet, gather_licences, is_installed
from tests.system.newsroom import ROOT, free_port, wait_until

pytestmark = pytest.mark.xdist_group("operation")
FETCHED = re.compile("/(?:node_modules|minified)/")
"""What set-up fetched or made."""
QUICK = {"BLOG_PASSWORD_HASH_ROUNDS": "1", "BLOG_PASSWORD_HASH_MEMORY_KIB": "64"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout, built without network."""
    folder = tmp_path_factory.mktemp("wheel")
    pip("wheel", "--no-build-isolation", "--wheel-dir", str(folder), str(ROOT))
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def commands(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of commands of a new environment that holds the wheel, and sees the libraries of this one."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder, with_pip=False)
    site_packages = Path(sysconfig.get_path("purelib", "venv", {"base": str(folder)}))
    (site_packages / "libraries.pth").write_text(f"{sysconfig.get_path('purelib')}\n", "utf-8")
    pip("--python", str(folder / "bin/python"), "install", str(wheel))
    return folder / "bin"


def pip(*words: str) -> None:
    command = [sys.executable, "-m", "pip", *words, "--quiet", "--no-deps", "--no-index", "--disable-pip-version-check"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def environment(**settings: str) -> dict[str, str]:
    unwanted = ("BLOG_", "COVERAGE_", "COV_", "FLASK_", "PYTHONPATH")
    return {**{name: value for name, value in os.environ.items() if not name.startswith(unwanted)}, **settings}


def run(commands: Path, folder: Path, *words: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run the console command in *folder*."""
    command = [commands / "broadsheet", *words]
    return subprocess.run(command, cwd=folder, env=environment(**settings), capture_output=True, text=True, check=False)


@contextmanager
def serving(commands: Path, folder: Path) -> Iterator[str]:
    """Serve a development run from *folder* during the block; give its address."""
    address = f"http://127.0.0.1:{(port := free_port())}"
    command = [commands / "broadsheet", "serve", "--port", str(port)]
    with (folder / "log.txt").open("wb") as log:
        settings = environment(BLOG_DEVELOPMENT="1", **QUICK)
        process = subprocess.Popen(command, cwd=folder, env=settings, stdout=log, stderr=log)
    try:
        wait_until(lambda: process.poll() is not None or is_answering(f"{address}/healthz"), "the site")
        yield address
    finally:
        process.send_signal(signal.SIGINT)
        process.wait(30)


def read(address: str) -> str:
    with urlopen(address, timeout=10) as response:
        return str(response.read().decode())


def test_the_wheel_holds_every_file_of_the_package_and_no_other(wheel: Path) -> None:
    packed = {name for name in ZipFile(wheel).namelist() if ".dist-info/" not in name and not FETCHED.search(name)}
    found = [*ROOT.glob("blog/**/*"), *ROOT.glob("migrations/**/*")]
    unwanted = {"__pycache__", "node_modules", "minified"}
    files = {str(file.relative_to(ROOT)) for file in found if file.is_file() and not unwanted & set(file.parts)}

    assert packed == {re.sub("^migrations/", "blog/migrations/", name) for name in files}
    assert {"blog/templates/base.html", "blog/migrations/versions/0001_first_schema.py"} <= packed


def script_of(folder: Path) -> bytes:
    """Return the script of the rich sheet as a site sends it, with the libraries of *folder*."""
    assets = Assets()
    defer_sheet(assets, folder)
    return assets.files[assets.path(SCRIPT).removeprefix("/assets/")].body


@pytest.mark.skipif(not is_installed(), reason="the libraries of the sheet are not installed here")
def test_the_wheel_holds_of_the_sheet_s_libraries_what_is_joined_and_their_licences(
    wheel: Path, tmp_path: Path
) -> None:
    with ZipFile(wheel) as file:
        file.extractall(tmp_path, [name for name in file.namelist() if name.startswith("blog/web/static/sheet/")])
    folder = tmp_path / "blog/web/static/sheet"
    packed = [
        str(file.relative_to(folder / "node_modules")) for file in folder.glob("node_modules/**/*") if file.is_file()
    ]

    assert script_of(folder) == script_of(SHEET)
    assert gather_licences(folder) == gather_licences(SHEET)
    assert {name.split("/", 1)[1] for name in packed} <= {"LICENSE", "package.json", "dist/index.js", "index.js"}


def test_the_installed_command_lists_its_commands_without_settings(commands: Path, tmp_path: Path) -> None:
    said = run(commands, tmp_path, "--help")

    assert said.returncode == 0, said.stderr
    assert {"accounts", "db", "demo", "doctor", "serve", "worker"} <= set(
        re.findall(r"^  ([a-z]+) ", said.stdout, re.M)
    )
    assert list(tmp_path.iterdir()) == []


def test_an_installed_package_serves_a_site_from_an_empty_folder(commands: Path, tmp_path: Path) -> None:
    upgraded = run(commands, tmp_path, "db", "upgrade", BLOG_DEVELOPMENT="1")
    person = ("accounts", "create", "ada@example.org", "Ada Winter", "--role", "administrator", "--generate")
    created = run(commands, tmp_path, *person, BLOG_DEVELOPMENT="1", **QUICK)  # With people there is no demo to draw.

    with serving(commands, tmp_path) as address:
        page = read(f"{address}/")
        style = read(address + re.findall(r'href="(/[^"]+\.css)"', page)[0])

    assert (upgraded.returncode, created.returncode) == (0, 0), upgraded.stderr + created.stderr
    assert "IFBG News" in page
    assert "@layer" in style
    assert {"instance", "log.txt"} == {file.name for file in tmp_path.iterdir()}
    assert (tmp_path / "instance/blog.sqlite3").is_file()
