"""The process that inspects one upload: hostile files and their memory stay out of the web process."""

import json
import signal
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import structlog

from blog.config.locations import package_folder
from blog.pictures.attachments.refusal_sentences import refuse_attachment
from blog.pictures.files.decoder_process import environment
from blog.pictures.inspection.file_refusals import FileNote, FileRefusal
from blog.pictures.inspection.inspector_main import (
    INSPECT_SECONDS,
    WAIT_SECONDS,
    Inspection,
    InspectionRequest,
)

START = (
    "import sys, types; blog = sys.modules['blog'] = types.ModuleType('blog'); blog.__path__ = [sys.argv[1]];"
    " from blog.pictures.inspection.inspector_main import main; main(sys.argv[2])"
)
"""As the decoder of pictures starts: without the application."""
END_SECONDS = WAIT_SECONDS + 2 * INSPECT_SECONDS
"""Of the clock, until the process is killed."""
ENDS = {1: FileRefusal.FAILED, -signal.SIGKILL: FileRefusal.TOO_MUCH_MEMORY, -signal.SIGXCPU: FileRefusal.TOO_SLOW}
"""What ended a process that gave no answer, by its status; one that crashed met a damaged file."""

log = structlog.get_logger()


def inspect_upload(folder: Path, request: InspectionRequest) -> Inspection:
    """Inspect the file called upload in *folder* and write what is kept of it beside it, as cleaned.

    One file at a time is inspected on this machine; the others wait.

    Raises:
        AttachmentRefused: it is not taken, or its turn did not come.
    """
    Path(request.lock).parent.mkdir(parents=True, exist_ok=True)
    outcome = run_inspector(folder, request)
    if "refusal" in outcome:
        raise refuse_attachment(FileRefusal(outcome["refusal"]))
    return Inspection(outcome["suffix"], outcome["duration_ms"], tuple(map(FileNote, outcome["notes"])))


def run_inspector(folder: Path, request: InspectionRequest) -> dict[str, Any]:
    """Return what the inspector's process printed, or the refusal that its end stands for."""
    command = [sys.executable, "-P", "-S", "-c", START, str(package_folder()), json.dumps(asdict(request))]
    try:
        ended = subprocess.run(  # noqa: S603
            command, cwd=folder, env=environment(), stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, timeout=END_SECONDS, check=False,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return {"refusal": FileRefusal.TOO_SLOW}
    if ended.returncode == 0:
        return dict(json.loads(ended.stdout))
    log.warning("file_inspector_ended", status=ended.returncode)
    return {"refusal": ENDS.get(ended.returncode, FileRefusal.DAMAGED)}
