"""Refuses to wait for something outside while a request holds a write lock, and to write where only reading began."""

import sys
import threading
from typing import Any
from weakref import WeakSet

from flask import has_request_context, request
from sqlalchemy import Connection, event
from sqlalchemy.engine import Engine

from blog.database import SAFE_METHODS

WRITES = ("INSERT", "UPDATE", "DELETE")
LOCKING = ("BEGIN IMMEDIATE", *WRITES)
WAITS = {"socket.connect", "subprocess.Popen", "time.sleep", "blog.bucket.request"}
"""Events of Python's audit (PEP 578) that begin a wait; SQLite's own wait for a lock is none of them."""


class WriteLocks(threading.local):
    """The connections of this thread that took a lock."""

    def __init__(self) -> None:
        self.takers: WeakSet[Connection] = WeakSet()
        self.readers: WeakSet[Connection] = WeakSet()
        """Those whose transaction was to read alone."""

    def are_held(self) -> bool:
        return any(taker.in_transaction() for taker in self.takers if not taker.closed)


locks = WriteLocks()


def note_lock(connection: Connection, _cursor: Any, statement: str, *_more: object) -> None:
    begins = statement.lstrip()
    if begins.startswith("BEGIN DEFERRED"):
        locks.readers.add(connection)
    if begins.startswith(WRITES) and connection in locks.readers and is_deed():
        raise AssertionError(f"a write where only reading began, which fails when another has written: {begins[:60]}")
    if begins.startswith(LOCKING) or "FOR UPDATE" in statement:
        locks.takers.add(connection)


def is_deed() -> bool:
    """Return whether a request is answered that may change something."""
    return has_request_context() and request.method not in SAFE_METHODS


def note_end(connection: Connection) -> None:
    locks.takers.discard(connection)
    locks.readers.discard(connection)


def refuse_wait(name: str, arguments: tuple[object, ...]) -> None:
    if name in WAITS and has_request_context() and locks.are_held():
        raise AssertionError(f"{name} {arguments} while a write transaction is open")


def watch() -> None:
    """Begin to watch, until the process ends: audit hooks cannot be removed."""
    event.listen(Engine, "before_cursor_execute", note_lock)
    for end in ("commit", "rollback"):
        event.listen(Engine, end, note_end)
    sys.addaudithook(refuse_wait)
