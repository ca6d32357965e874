"""A root of its own over that of this machine, in which commands write without a trace; for root on Linux alone."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.operations.guide.blocks import ROOT
from tests.operations.guide.stand_ins import install

MAX_SECONDS = 1200
NEEDED = ("unshare", "chroot", "ip", "curl", "nginx", "openssl", "useradd", "runuser")
ENTER = """
set -e
mount -t overlay overlay -o "lowerdir=/,upperdir=$1/upper,workdir=$1/work" "$1/root"
mount -t proc proc "$1/root/proc"
mount --rbind /dev "$1/root/dev"
mount -t tmpfs tmpfs "$1/root/run"
ip link set lo up
cd "$2"
exec chroot "$1/root" env -C "$2" PYTHONPATH="$2" "$3" -m "$4"
"""


def fault() -> str:
    """Return why there can be no such root here, or nothing."""
    missing = [name for name in NEEDED if shutil.which(name) is None]
    if os.geteuid() != 0 or missing:
        return f"needs root and {', '.join(missing or NEEDED)}"
    trial = ["unshare", "--mount", "--pid", "--net", "--fork", "true"]
    return (
        "" if subprocess.run(trial, capture_output=True, check=False).returncode == 0 else "namespaces are not allowed"
    )


def run_inside(module: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run *module* in a new root, whose changes lie in *folder* / upper afterwards; what it started ends with it."""
    for name in ("upper", "work", "root"):
        (folder / name).mkdir()
    install(folder / "upper")
    isolated = ["unshare", "--mount", "--pid", "--net", "--fork", "--kill-child"]
    command = [*isolated, "sh", "-c", ENTER, "sh", str(folder), str(ROOT), sys.executable, module]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=MAX_SECONDS)
