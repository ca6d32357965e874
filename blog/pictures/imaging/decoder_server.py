"""The program that decodes many pictures, each in a process of its own that begins as a copy of this one.

A copy is there at once: starting Python and its libraries takes five
times as long as a small picture itself.
"""

import json
import os
import sys
from pathlib import Path
from typing import Any

from blog.pictures.imaging.decoder_main import DecodeRequest, try_to_decode

ANSWER = "answer.json"
"""Name of the file in the working folder in which a copy leaves its outcome."""


def main() -> None:
    """Answer each line, a JSON object of folder and request, with the status of its process, until none is left."""
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    for line in sys.stdin:
        wanted = json.loads(line)
        sys.stdout.write(f"{decode_in_copy(wanted['folder'], DecodeRequest(**wanted['request']))}\n")
        sys.stdout.flush()


def decode_in_copy(folder: str, request: DecodeRequest) -> int:
    """Decode the upload in *folder* in a copy of this process, and return its exit status, negative for a signal."""
    child = os.fork()
    if child == 0:
        os._exit(work(folder, request))
    _pid, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)


def work(folder: str, request: DecodeRequest) -> int:
    """Leave the outcome in *folder*; return the exit status."""
    try:
        os.chdir(folder)
        outcome: dict[str, Any] = try_to_decode(request)
        Path(ANSWER).write_text(json.dumps(outcome), "utf-8")
    except BaseException:  # Nothing but the status leaves this process.
        return 1
    return 0
