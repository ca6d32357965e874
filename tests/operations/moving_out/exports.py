"""Makes an export of the site of the open context, and reads its lines."""

import json
from pathlib import Path
from typing import Any

from blog.database import db
from blog.operations.moving_out.site_export import ExportContents, ExportedSite, export_site
from blog.pictures.files.storage import storage
from tests.factories import NOW


def export(target: Path, *, with_readers: bool = True, **more: Any) -> ExportContents:
    db.session.commit()
    site = ExportedSite(db.engine, storage(), "Wörter", "https://news.example.org", None)
    more.setdefault("progress", lambda written: None)
    return export_site(site, target, NOW, with_readers=with_readers, **more)


def read_rows(folder: Path, name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / "data" / f"{name}.jsonl").read_bytes().splitlines()]
