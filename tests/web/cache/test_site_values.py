"""What is read once for each content version, and what never is."""

from collections.abc import Iterator

import pytest
from flask import Flask

from blog.web.cache.site_values import VERSION, per_version


@pytest.fixture
def counter(app: Flask) -> Iterator[int]:
    app.extensions.pop("per_version", None)
    return iter(range(10))


def ask(app: Flask, counter: Iterator[int], version: object, name: str = "count") -> int:
    with app.test_request_context(environ_base={VERSION: version} if version else None):
        return per_version(name, lambda: next(counter))


def test_in_one_version_a_value_is_read_once(app: Flask, counter: Iterator[int]) -> None:
    assert [ask(app, counter, (7, 1)) for _ in range(3)] == [0, 0, 0]


def test_in_another_version_it_is_read_anew(app: Flask, counter: Iterator[int]) -> None:
    assert [ask(app, counter, version) for version in ((7, 1), (8, 1), (8, 2))] == [0, 1, 2]


def test_without_a_known_version_it_is_read_each_time_and_not_kept(app: Flask, counter: Iterator[int]) -> None:
    assert [ask(app, counter, version) for version in ((7, 1), None, None, (7, 1))] == [0, 1, 2, 0]


def test_each_name_has_a_value_of_its_own(app: Flask, counter: Iterator[int]) -> None:
    assert [ask(app, counter, (7, 1), name) for name in ("a", "b", "a")] == [0, 1, 0]


def test_outside_a_request_it_is_read_each_time(app: Flask, counter: Iterator[int]) -> None:
    assert [per_version("count", lambda: next(counter)) for _ in range(2)] == [0, 1]
