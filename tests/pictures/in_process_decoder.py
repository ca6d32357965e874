"""The decoder without its process, which each test would start anew; the same file is decoded once for all tests."""

import hashlib
import sys
from pathlib import Path
from typing import Any

from blog.pictures.imaging.decoder_main import UPLOAD, DecodeRequest, make_files
from blog.pictures.imaging.refusals import Undecodable

outcomes: dict[tuple[bytes, int, bool], tuple[dict[str, Any], dict[str, bytes]]] = {}


def run_in_process(folder: Path, order: DecodeRequest) -> dict[str, Any]:
    """Do what the process does, without its limits."""
    sys.audit("subprocess.Popen", "the decoder")  # It stands for a program, see tests/outside_waits.py.
    key = (hashlib.sha256((folder / UPLOAD).read_bytes()).digest(), order.max_pixels, order.is_logo)
    if key not in outcomes:
        outcomes[key] = decode_once(folder, order)
    outcome, files = outcomes[key]
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return outcome


def decode_once(folder: Path, order: DecodeRequest) -> tuple[dict[str, Any], dict[str, bytes]]:
    try:
        outcome = make_files(folder, order)
    except Undecodable as error:
        return {"refusal": error.refusal}, {}
    return outcome, {file.name: file.read_bytes() for file in folder.glob("*.*")}
