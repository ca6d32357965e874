"""Stand-ins for what a root without network and systemd lacks; the guide's commands find them first in the PATH.

git gives the checkout under test, python3 -m venv its libraries, certbot a certificate of its own, and systemctl starts
what units name as their account; the others only write down that they were called.
"""

import os
import shutil
import stat
import sys
from pathlib import Path

from tests.operations.guide.blocks import ROOT
from tests.operations.guide.flask_server import CLIENT

FOLDER = "usr/local/sbin"
CALLS = "srv/calls"
RECORD = f'echo "$(basename "$0") $*" >> /{CALLS}'
SILENT = ("apt-get", "createuser", "createdb", "journalctl", "make", "podman", "postconf", "postfix", "sleep")
PARTS = ("blog", "migrations", "docs", "wsgi.py", "instance")

GIT = f"""
case "$1" in
  clone) mkdir -p "$3"; for part in {" ".join(PARTS)}; do cp -a "{ROOT}/$part" "$3/"; done; cp {ROOT}/*.lock "$3/"
         find "$3/instance" -mindepth 1 ! -name README.md -delete ;;
  ls-tree) echo migrations/versions/0001_first_schema.py; echo migrations/versions/0022_followed.py ;;
esac
"""
CERTBOT = """
folder=/etc/letsencrypt/live/news.example.org
mkdir -p $folder
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -days 2 -subj /CN=news.example.org \
  -addext subjectAltName=DNS:news.example.org -keyout $folder/privkey.pem -out $folder/fullchain.pem 2>/dev/null
"""
PYTHON3 = f"""
if [ "$1 $2" = "-m venv" ]; then
  mkdir -p "$3/bin"
  for name in python pip flask; do cp /{FOLDER}/venv-$name "$3/bin/$name"; done
else
  exec {sys.executable} "$@"
fi
"""
VENV_PIP = """
for word; do case "$word" in *.lock|*.whl) [ -e "$word" ] || { echo "no $word" >&2; exit 1; };; esac; done
"""
SYSTEMCTL = f'exec {sys.executable} /{FOLDER}/units.py "$@"'


def install(root: Path) -> None:
    """Write the stand-ins below *root*."""
    folder = root / FOLDER
    folder.mkdir(parents=True, exist_ok=True)
    for name in SILENT:
        write(folder / name, "")
    scripts = {"git": GIT, "certbot": CERTBOT, "systemctl": SYSTEMCTL, "python3": PYTHON3, "venv-pip": VENV_PIP}
    for name, script in scripts.items():
        write(folder / name, script)
    write(folder / "venv-python", f'exec {sys.executable} "$@"', is_recorded=False)
    (folder / "venv-flask").write_text(f"#!{sys.executable} -SE\n{CLIENT}", "utf-8")
    (folder / "venv-flask").chmod(0o755)
    shutil.copy(Path(__file__).parent / "units.py", folder)


def write(path: Path, script: str, *, is_recorded: bool = True) -> None:
    """Write an executable script that writes down its call first."""
    path.write_text(f"#!/bin/sh\n{RECORD if is_recorded else ''}\n{script}\n", "utf-8")
    path.chmod(0o755)


def open_the_way(program: Path) -> None:
    """Let every account reach *program*, in a root that is thrown away."""
    for path in (program, *program.parents):
        os.chmod(path, path.stat().st_mode | stat.S_IXOTH | stat.S_IXGRP)
