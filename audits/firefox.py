"""The rich sheet in Firefox over WebDriver BiDi: typing, paste, undo, and the way from sign-in to an alert."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from blog import create_app
from blog.database import db
from tests.factories import PASSWORD, make_subscriber
from tests.system.conftest import SETTINGS, settle_in
from tests.system.newsroom import Newsroom
from tests.system.people import make_photo

SCRIPT = Path(__file__).parent / "firefox.mjs"
NAMES = ("firefox-esr", "firefox")
PATIENCE_SECONDS = 600


def judge(pictures: Path | None = None) -> Iterator[tuple[str, bool]]:
    """Yield a line for each claim; with *pictures*, a folder, leave a picture of each step there."""
    firefox = next(filter(None, map(shutil.which, NAMES)), None)
    if firefox is None:
        yield "Firefox: there is none on the PATH; Debian has it as firefox-esr", False
        return
    with tempfile.TemporaryDirectory() as folder:
        room = Newsroom(Path(folder), dict(SETTINGS), is_measured=False)
        settle_in(room)
        add_reader(room)
        room.start()
        try:
            words = [room.address, firefox, str(make_photo(Path(folder))), "Grants", str(pictures or "")]
            yield from ask(words)
        finally:
            room.stop()


def add_reader(room: Newsroom) -> None:
    """Add a reader who is told of what is published; commits."""
    app = create_app({"DEVELOPMENT": True, "INSTANCE_PATH": str(room.instance)})
    with app.app_context():
        make_subscriber("anna@example.com")
        db.session.commit()
        db.session.remove()
        db.engine.dispose()


def ask(words: list[str]) -> Iterator[tuple[str, bool]]:
    """Run the script and yield what it tells, and its own end where that was bad."""
    environment = {**os.environ, "AUDIT_PASSWORD": PASSWORD}
    command = ["node", str(SCRIPT), *words]
    done = subprocess.run(
        command, check=False, env=environment, stdout=subprocess.PIPE, text=True, timeout=PATIENCE_SECONDS
    )
    for line in done.stdout.splitlines():
        said = json.loads(line)
        found = f": {said['found']}" if said["found"] else ""
        yield f"Firefox: {said['claim']}{found}", bool(said["isMet"])
    if done.returncode:
        yield f"Firefox: the script ended with status {done.returncode}", False


if __name__ == "__main__":
    for line, is_met in judge(Path(sys.argv[1]) if sys.argv[1:] else None):
        print(line if is_met else f"{line}  << below the bar", flush=True)
