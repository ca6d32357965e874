"""The editor's page, compressed where nothing of a stranger stands in it."""

from flask import request
from flask.typing import ResponseReturnValue

from blog.web.cache.compression import pack


def pack_editor(page: str) -> ResponseReturnValue:
    """Return *page* compressed, unless its address has a query.

    The page holds a token: compressed beside words from the address, its
    length would give it away (BREACH).
    """
    if request.query_string:
        return page
    coding, body = pack(page.encode(), request.headers.get("Accept-Encoding", ""))
    return body, {"Content-Type": "text/html; charset=utf-8", **({"Content-Encoding": coding} if coding else {})}
