"""The Nu HTML checker over every kind of page; the bar is no error and no warning."""

import json
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from flask import Flask, render_template

from benchmarks.stage import ADDRESS, set_stage
from blog.database import db
from blog.models import Person
from tests.deskpages import BOSS, furnish_desk
from tests.factories import sign_in
from tests.kinds import ERRORS, REFUSED, furnish_pages

JAR = Path(__file__).parent / "node_modules/vnu-jar/build/dist/vnu.jar"


def judge() -> Iterator[tuple[str, bool]]:
    """Yield a line for each fault, and one that counts the pages and the faults."""
    with set_stage() as app, tempfile.TemporaryDirectory() as folder:
        pages = dict(read_pages(app))
        for number, html in enumerate(pages.values()):
            (Path(folder) / f"{number:03}.html").write_text(html, "utf-8")
        faults = list(check(Path(folder), list(pages)))
    yield from ((fault, False) for fault in faults)
    yield f"markup: {len(pages)} kinds of pages, {len(faults)} errors and warnings", not faults


def read_pages(app: Flask) -> Iterator[tuple[str, str]]:
    """Yield address and HTML of every kind of page."""
    client = app.test_client()
    for path in (*furnish_pages(), *REFUSED):
        yield path, client.get(path, base_url=ADDRESS).get_data(as_text=True)
    with app.test_request_context(base_url=ADDRESS):
        for code in ERRORS:
            yield f"error {code}", render_template(f"errors/{code}.html", request_id="0123")
    desk = furnish_desk()
    sign_in(client, db.session.scalars(Person.by_address(BOSS)).one())
    for path in (path for paths in desk.values() for path in paths):
        yield path, client.get(path, base_url=ADDRESS).get_data(as_text=True)


def check(folder: Path, names: list[str]) -> Iterator[str]:
    """Yield what the checker says of the files in *folder*, by the names of the pages."""
    command = ["java", "-jar", str(JAR), "--format", "json", str(folder)]
    said = json.loads(subprocess.run(command, capture_output=True, text=True, check=False).stderr)
    for message in said["messages"]:
        name = names[int(Path(message["url"]).stem)]
        extract = " ".join(message.get("extract", "").split())
        kind = message.get("subType", message["type"])
        yield f"markup: {kind} on {name[:60]}: {message['message']} [{extract[:120]}]"
