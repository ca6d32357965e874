"""Every JSON feed by the schema of its format, and every XML feed by feedparser; the bar is no fault."""

import json
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import feedparser
from flask import Flask

from benchmarks.stage import ADDRESS, set_stage
from tests.kinds import SLUG, furnish_pages

SCRIPT = Path(__file__).parent / "jsonfeeds.cjs"
VERSIONS = {"atom": "atom10", "rss": "rss20"}


def judge() -> Iterator[tuple[str, bool]]:
    """Yield a line for each fault, and one that counts the feeds and the faults."""
    with set_stage() as app, tempfile.TemporaryDirectory() as folder:
        feeds = dict(read_feeds(app))
        faults = [*check_xml(feeds), *check_json(feeds, Path(folder))]
    yield from ((f"feeds: {fault}", False) for fault in faults)
    yield f"feeds: {len(feeds)} feeds, {len(faults)} faults", not faults


def read_feeds(app: Flask) -> Iterator[tuple[str, bytes]]:
    """Yield address and content of each feed, of the site and below, with and without entries."""
    author = next(path for path in furnish_pages() if path.startswith("/authors/"))
    client = app.test_client()
    for page in ("", f"/topics/{SLUG}", "/topics/empty", author, "/corrections"):
        for kind in (*VERSIONS, "json"):
            yield f"{page}/feed.{kind}", client.get(f"{page}/feed.{kind}", base_url=ADDRESS).data


def check_xml(feeds: dict[str, bytes]) -> Iterator[str]:
    """Yield which feeds feedparser stumbles over, or takes for another format."""
    for path, data in feeds.items():
        wanted = VERSIONS.get(path.rpartition(".")[2])
        found = feedparser.parse(data) if wanted else None
        if found is not None and (found.bozo or found.version != wanted):
            yield f"{path} is {found.version or 'no feed'}: {found.get('bozo_exception', 'read')}"


def check_json(feeds: dict[str, bytes], folder: Path) -> Iterator[str]:
    """Yield what the schema of JSON Feed 1.1 says of the feeds, which are put into *folder*."""
    files = {folder / f"{number}.json": path for number, path in enumerate(feeds) if path.endswith(".json")}
    for file, path in files.items():
        file.write_bytes(feeds[path])
    said = subprocess.run(["node", str(SCRIPT), *map(str, files)], capture_output=True, text=True, check=True).stdout
    for line in said.splitlines():
        name, fault = json.loads(line)
        yield f"{files[Path(name)]} {fault}"
