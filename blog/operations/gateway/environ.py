"""From the head of an RSGI request to a WSGI environment (PEP 3333); headers with underscores are dropped."""

import io
import sys
from collections.abc import Iterable
from typing import Any

Environ = dict[str, Any]
EMPTY = io.BytesIO()
"""The input of a request without body; all share it."""
COMMON: Environ = {
    "GATEWAY_INTERFACE": "CGI/1.1",
    "SERVER_SOFTWARE": "Granian",
    "SCRIPT_NAME": "",
    "wsgi.errors": sys.stderr,
    "wsgi.input": EMPTY,
    "wsgi.input_terminated": True,
    "wsgi.multiprocess": True,
    "wsgi.multithread": True,
    "wsgi.run_once": False,
    "wsgi.version": (1, 0),
}
UNPREFIXED = {"content-type": "CONTENT_TYPE", "content-length": "CONTENT_LENGTH"}
MAX_KNOWN = 500


class Variables(dict[str, str]):
    """Variables of an environment by the name of their header; "" for names that are dropped.

    A name with an underscore would become the variable of the name with a
    hyphen, and a visitor could speak in a proxy's name (X_Forwarded_For).
    """

    def __missing__(self, name: str) -> str:
        """Work out the variable of *name*, and remember the first few hundred."""
        variable = "" if "_" in name else UNPREFIXED.get(name) or f"HTTP_{name.upper().replace('-', '_')}"
        if len(self) < MAX_KNOWN:
            self[name] = variable
        return variable


VARIABLES = Variables()


def make_environ(scope: Any) -> Environ:
    """Return the environment of the request with the head *scope*, an RSGI scope; its body is empty."""
    server, _, port = scope.server.rpartition(":")
    environ = {
        **COMMON,
        "REQUEST_METHOD": scope.method,
        "PATH_INFO": scope.path.encode().decode("latin-1"),
        "QUERY_STRING": scope.query_string,
        "SERVER_PROTOCOL": f"HTTP/{scope.http_version}",
        "SERVER_NAME": server,
        "SERVER_PORT": port,
        "REMOTE_ADDR": scope.client.rpartition(":")[0].strip("[]"),
        "wsgi.url_scheme": scope.scheme,
    }
    if scope.authority:
        environ["HTTP_HOST"] = scope.authority
    add_headers(environ, scope.headers.items())
    return environ


def add_headers(environ: Environ, headers: Iterable[tuple[str, str]]) -> None:
    """Add *headers* with lower-case names; one that comes again is joined (RFC 9110 5.3, cookies RFC 9113 8.2.3)."""
    for name, value in headers:
        variable = VARIABLES[name]
        if not variable:
            continue
        if variable in environ and variable != "HTTP_HOST":
            environ[variable] = f"{environ[variable]}{'; ' if name == 'cookie' else ','}{value}"
        else:
            environ[variable] = value
