"""The address of a bucket, s3://bucket/prefix?endpoint=https://host, and the credentials, which never stand in it."""

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlsplit

from blog.config.loading import ConfigurationError
from blog.config.optional_packages import is_installed

SCHEME = "s3://"
DEFAULT_REGION = "us-east-1"
NAME = re.compile(r"[a-z0-9][a-z0-9._-]{1,61}[a-z0-9]")
PREFIX = re.compile(r"[A-Za-z0-9_-][A-Za-z0-9._-]*(/[A-Za-z0-9_-][A-Za-z0-9._-]*)*")
STYLES = ("path", "host")
PARAMETERS = {"endpoint", "region", "style"}
PACKAGE, EXTRA = "obstore", "s3"


@dataclass(frozen=True)
class BucketAddress:
    """Where a bucket is, and what of it is ours."""

    bucket: str
    prefix: str
    """Begins all names of ours; "" where the whole bucket is ours."""
    endpoint: str
    """Address of the service; "" means that of Amazon in the region."""
    region: str
    is_virtual_hosted: bool
    """Whether the name of the bucket stands before that of the host, and not behind it."""

    @property
    def label(self) -> str:
        """Return the bucket and its host, as sentences name them."""
        host = urlsplit(self.endpoint).netloc or f"s3.{self.region}.amazonaws.com"
        return f"{self.bucket} at {host}"

    def below(self, name: str) -> "BucketAddress":
        """Return the address of what begins with *name* here."""
        prefix = "/".join(part for part in (self.prefix, name) if part)
        return BucketAddress(self.bucket, prefix, self.endpoint, self.region, self.is_virtual_hosted)


@dataclass(frozen=True)
class Credentials:
    """Who asks; nothing here is printed."""

    key_id: str = field(repr=False)
    secret: str = field(repr=False)
    token: str = field(default="", repr=False)


def is_bucket(url: str | None) -> bool:
    """Return whether *url* names a bucket, rightly or wrongly."""
    return bool(url) and str(url).startswith(SCHEME)


def parse_bucket(url: str, setting: str) -> BucketAddress:
    """Return the address that *url* writes; *setting* is what sentences call it.

    Raises:
        ConfigurationError: it writes none, holds a key, or the package for buckets is missing.
    """
    try:
        parts = urlsplit(url)
        given = dict(parse_qsl(parts.query, keep_blank_values=True, strict_parsing=bool(parts.query)))
    except ValueError:
        raise ConfigurationError(f"{setting} is no address of a bucket: write {example()}.") from None
    if "@" in parts.netloc:
        raise ConfigurationError(
            f"{setting} must hold no key: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY in the environment."
        )
    if set(given) - PARAMETERS:
        raise ConfigurationError(f"{setting} may name endpoint, region and style behind the question mark, no more.")
    prefix = parts.path.strip("/")
    if not NAME.fullmatch(parts.netloc) or (prefix and not PREFIX.fullmatch(prefix)) or parts.fragment:
        raise ConfigurationError(f"{setting} is no address of a bucket: write {example()}.")
    endpoint = check_endpoint(given.get("endpoint", ""), setting)
    style = given.get("style", "path" if endpoint else "host")
    if style not in STYLES:
        raise ConfigurationError(f"{setting}: style is path or host.")
    if not is_installed(PACKAGE):
        raise ConfigurationError(
            f"{setting} names a bucket, which needs a package that is not installed:"
            f" install the extra {EXTRA!r} of Broadsheet, or name a folder."
        )
    region = given.get("region") or os.environ.get("AWS_REGION") or os.environ.get("AWS_DEFAULT_REGION")
    return BucketAddress(parts.netloc, prefix, endpoint, region or DEFAULT_REGION, style == "host")


def check_endpoint(endpoint: str, setting: str) -> str:
    """Return *endpoint* without a slash at its end; raise ConfigurationError unless it is the address of a host."""
    if not endpoint:
        return ""
    try:
        parts = urlsplit(endpoint)
        is_whole = parts.scheme in {"http", "https"} and bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_whole = False
    if not is_whole or parts.path.strip("/") or parts.query or parts.fragment or "@" in parts.netloc:
        raise ConfigurationError(f"{setting}: endpoint is https:// and the host of the service, and nothing behind it.")
    return f"{parts.scheme}://{parts.netloc}"


def example() -> str:
    """Return an address as sentences show it."""
    return f"{SCHEME}bucket/prefix?endpoint=https://s3.example.org"


def read_credentials(environ: Mapping[str, str], names: str = "AWS_") -> Credentials | None:
    """Return the key that *environ* holds under the usual names; None where it holds none.

    Then the service's client looks for that of the machine, as Amazon's own does.
    """
    key_id, secret = environ.get(f"{names}ACCESS_KEY_ID", ""), environ.get(f"{names}SECRET_ACCESS_KEY", "")
    return Credentials(key_id, secret, environ.get(f"{names}SESSION_TOKEN", "")) if key_id and secret else None
