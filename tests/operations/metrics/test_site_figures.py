"""Version and free room stand in the figures."""

from flask import Flask

from blog.operations.metrics.site_figures import site_figures


def test_version_python_and_database_are_named_and_every_disk_has_room(app: Flask) -> None:
    build, room = (metric.samples for metric in site_figures(app))

    assert build[0].labels["database"] in {"sqlite", "postgresql"}
    assert {sample.labels["folder"] for sample in room} == {"instance", "media"}
    assert all(sample.value > 0 for sample in room)
