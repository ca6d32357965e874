"""A setting whose package is missing keeps the site from starting with one sentence."""

import sys
from importlib.machinery import ModuleSpec
from types import ModuleType

import pytest

from blog.config import optional_packages
from blog.config.checks import value_faults
from blog.config.optional_packages import NEEDED, is_installed, package_faults
from blog.config.settings import Settings

DSN = "https://s3cret@sentry.example.org/1"
TRACES = "http://127.0.0.1:4318/v1/traces"


def test_each_setting_without_its_package_is_named_with_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(optional_packages, "is_installed", lambda _module: False)

    faults = package_faults(Settings(sentry_dsn=DSN, otel_endpoint=TRACES))

    assert [fault.split()[0] for fault in faults] == ["BLOG_SENTRY_DSN", "BLOG_OTEL_ENDPOINT"]
    assert "'sentry'" in faults[0]
    assert "'otel'" in faults[1]
    assert "s3cret" not in str(faults)


def test_what_is_not_set_needs_no_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(optional_packages, "is_installed", lambda _module: False)

    assert package_faults(Settings()) == package_faults(Settings(sentry_dsn="", otel_endpoint="")) == []


def test_a_package_counts_with_all_of_its_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    above = ModuleType("half_there")
    above.__spec__, above.__path__ = ModuleSpec("half_there", None, is_package=True), []
    monkeypatch.setitem(sys.modules, "half_there", above)

    assert [is_installed(name) for name in ("json", "half_there", "half_there.export", "nowhere.at.all")] == [
        True,
        True,
        False,
        False,
    ]
    assert set(NEEDED) <= {*Settings.__dataclass_fields__}


@pytest.mark.parametrize(
    ("dsn", "endpoint", "named"),
    [
        (DSN, TRACES, []),
        ("http://k@127.0.0.1:9000/glitchtip/12", "https://otel.example.org", []),
        ("https://sentry.example.org/1", "127.0.0.1:4318", ["BLOG_SENTRY_DSN", "BLOG_OTEL_ENDPOINT"]),
        ("https://s3cret@sentry.example.org/", "grpc://127.0.0.1:4317", ["BLOG_SENTRY_DSN", "BLOG_OTEL_ENDPOINT"]),
        ("s3cret", "http://[", ["BLOG_SENTRY_DSN", "BLOG_OTEL_ENDPOINT"]),
        ("https://s3cret@host:many/1", "http://:0/v1", ["BLOG_SENTRY_DSN", "BLOG_OTEL_ENDPOINT"]),
    ],
)
def test_addresses_of_reports_and_traces_are_whole_or_named(dsn: str, endpoint: str, named: list[str]) -> None:
    faults = value_faults(Settings(sentry_dsn=dsn, otel_endpoint=endpoint))

    assert [fault.split()[0] for fault in faults] == named
    assert "s3cret" not in str(faults)
