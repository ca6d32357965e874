"""What pages load, as files: style sheets and the manifest with relative addresses."""

import json
import re
from typing import Any

from blog.operations.static_site.files.file_names import relative_link
from blog.operations.static_site.pages.rewritten_page import Resolve
from blog.operations.static_site.pages.site_reader import SiteAnswer

URL = re.compile(r"url\(\s*([\"']?)(/[^)\"']+)\1\s*\)")
"""An address of the site in a style sheet (CSS Values 4, 4.5)."""


def rewrite_file(answer: SiteAnswer, address: str, name: str, resolve: Resolve) -> tuple[bytes, set[str]]:
    """Return the bytes of the file *name* for *answer*, and the addresses of the site that it loads."""
    shown = set[str]()

    def relative(link: str) -> str:
        target = resolve(link)
        shown.add(link)
        return link if target is None else relative_link(name, target)

    if answer.content_type.startswith("text/css"):
        text = URL.sub(lambda found: f'url("{relative(found[2])}")', answer.body.decode())
        return text.encode(), shown
    if address == "/site.webmanifest":
        data = relative_values(json.loads(answer.body), relative)
        return json.dumps(data, ensure_ascii=False).encode(), shown
    return answer.body, shown


def relative_values(value: Any, relative: Any) -> Any:
    """Return *value*, of a web app manifest, with its paths relative."""
    if isinstance(value, dict):
        return {key: relative_values(one, relative) for key, one in value.items()}
    if isinstance(value, list):
        return [relative_values(one, relative) for one in value]
    return relative(value) if isinstance(value, str) and value.startswith("/") else value
