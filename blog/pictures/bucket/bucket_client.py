"""A bucket as this site uses it: put, read, list and delete, each within a time, and none in a write transaction."""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from blog.pictures.bucket.bucket_address import BucketAddress, Credentials
from blog.pictures.bucket.bucket_faults import BucketFault, ObjectMissing, Outage, bucket_faults

AUDITED = "blog.bucket.request"
"""The event of Python's audit (PEP 578) before each request."""
PART_BYTES = 8 * 2**20
PARTS_AT_ONCE = 2
LIST_SIZE = 1000
MAX_OBJECT_BYTES = 2**30
"""What is read whole; the client takes memory for as much as an answer announces, and ends the process without it."""


@dataclass(frozen=True)
class Patience:
    """How long one request may take, and whether it is tried again."""

    seconds: float
    connect_seconds: float
    retries: int
    retry_seconds: float
    """From the beginning; after them nothing is tried again."""


READING = Patience(10, 3, 2, 5)
"""Of what a reader waits for."""
WRITING = Patience(30, 5, 3, 20)
"""Of what must arrive: a part of some megabytes over a slow line."""


class StoredObject(NamedTuple):
    """What a list says of a name."""

    name: str
    size: int
    etag: str


class Bucket:
    """What is kept below an address; names are relative to its prefix."""

    def __init__(
        self, address: BucketAddress, credentials: Credentials | None, patience: Patience | None = None
    ) -> None:
        """Ask as *credentials*; *patience* is for reading, where no reader of the site waits."""
        self.address = address
        self.credentials = credentials
        self.patience = patience
        self.outage = Outage()

    @property
    def label(self) -> str:
        """Return the bucket as sentences name it."""
        return self.address.label

    def read(self, name: str) -> bytes:
        """Return what is kept under *name*; raise ObjectMissing or BucketFault."""
        with self.outage.watched(), self.asking("get", name):
            return self.take(client().get(self.reader(), name), MAX_OBJECT_BYTES)

    def read_range(self, name: str, start: int, end: int, etag: str) -> bytes:
        """Return the bytes from *start* to before *end* of the version *etag*; raise ObjectMissing or BucketFault."""
        options: dict[str, Any] = {"range": (start, end), **({"if_match": etag} if etag else {})}
        with self.outage.watched(), self.asking("get", name):
            return self.take(client().get(self.reader(), name, options=options), end - start)

    def take(self, answer: Any, max_bytes: int) -> bytes:
        """Return the bytes of *answer*; raise BucketFault where it announces or holds more.

        Memory is taken for what is announced before anything comes.
        """
        first, behind = answer.range
        data = bytes(answer.bytes()) if behind - first <= max_bytes else b""
        if len(data) != behind - first:
            raise BucketFault(f"The bucket {self.label} answers with more than was asked for.", is_temporary=True)
        return data

    def find(self, name: str) -> StoredObject | None:
        """Return size and version of *name*; None where nothing is kept, or the bucket is missing."""
        try:
            with self.outage.watched(), self.asking("head", name):
                meta = client().head(self.reader(), name)
        except ObjectMissing:
            return None
        return StoredObject(name, meta["size"], meta["e_tag"] or "")

    def put(self, name: str, data: bytes | Path, headers: dict[str, str]) -> None:
        """Keep *data*, or the content of the file, under *name*, whole or not at all; raise BucketFault."""
        options = {"attributes": headers, "chunk_size": PART_BYTES, "max_concurrency": PARTS_AT_ONCE}
        with self.asking("put", name):
            client().put(self.writer(), name, data, **options)

    def delete(self, names: Sequence[str]) -> None:
        """Delete *names*; one that is not there is no fault."""
        for start in range(0, len(names), LIST_SIZE):
            with self.asking("delete", self.label):
                client().delete(self.writer(), list(names[start : start + LIST_SIZE]))

    def list(self, folder: str | None = None) -> Iterator[StoredObject]:
        """Yield what is kept below *folder*, or everything, in the order of the bucket."""
        with self.asking("list", folder or ""):
            pages = iter(client().list(self.writer(), folder, chunk_size=LIST_SIZE))
        page: Any = ()
        while True:
            before = page
            with self.asking("list", folder or ""):
                page = next(pages, ())
                if page and page == before:
                    raise BucketFault(f"The bucket {self.label} lists the same again and again.", is_temporary=True)
            if not page:
                return
            yield from (StoredObject(one["path"], one["size"], one["e_tag"] or "") for one in page)

    def asking(self, act: str, name: str) -> Any:
        """Return what says of a request that it begins, and turns its faults into ours."""
        sys.audit(AUDITED, act, name)
        return bucket_faults(self.label)

    def reader(self) -> Any:
        """Return the client for what readers wait for."""
        return open_client(self.address, self.credentials, self.patience or READING)

    def writer(self) -> Any:
        """Return the client for everything else."""
        return open_client(self.address, self.credentials, WRITING)


def client() -> Any:
    """Return the package, which sites without a bucket need not have."""
    import obstore  # noqa: PLC0415

    return obstore


@cache
def open_client(address: BucketAddress, credentials: Credentials | None, patience: Patience) -> Any:
    """Return the client of the service; it connects with the first request, so that a process may fork before."""
    from obstore.store import S3Store  # noqa: PLC0415

    endpoint = address.endpoint
    if endpoint and address.is_virtual_hosted:
        endpoint = endpoint.replace("://", f"://{address.bucket}.", 1)
    config: Any = {
        "region": address.region,
        "virtual_hosted_style_request": address.is_virtual_hosted,
        **({"endpoint": endpoint} if endpoint else {}),
    }
    if credentials is not None:
        config |= {"access_key_id": credentials.key_id, "secret_access_key": credentials.secret}
        config |= {"token": credentials.token} if credentials.token else {}
    return S3Store(
        address.bucket,
        prefix=address.prefix or None,
        config=config,
        client_options={
            "allow_http": endpoint.startswith("http://"),
            "timeout": timedelta(seconds=patience.seconds),
            "connect_timeout": timedelta(seconds=patience.connect_seconds),
            "user_agent": "Broadsheet",
        },
        retry_config={
            "max_retries": patience.retries,
            "retry_timeout": timedelta(seconds=patience.retry_seconds),
        },
    )
