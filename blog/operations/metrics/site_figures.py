"""What the machine knows for /metrics: version of the program, room on the disks."""

import shutil
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from flask import Flask
from prometheus_client.metrics_core import GaugeMetricFamily, Metric

from blog.config.locations import read_version
from blog.config.settings import settings_of
from blog.operations.doctor.disk import nearest_existing
from blog.pictures.files.storage import FolderStorage, storage


def site_figures(app: Flask) -> Iterator[Metric]:
    """Yield version and free room of *app*."""
    labels = {
        "version": read_version(),
        "python": ".".join(map(str, sys.version_info[:3])),
        "database": settings_of(app).database_url.partition(":")[0].partition("+")[0],
    }
    build = GaugeMetricFamily("blog_build_info", "Version of the program", labels=list(labels))
    build.add_metric(list(labels.values()), 1)
    yield build
    room = GaugeMetricFamily("blog_disk_free_bytes", "Room on the disk of a folder", labels=["folder"])
    media = storage()
    folders = {"instance": Path(app.instance_path)}
    if isinstance(media, FolderStorage):
        folders["media"] = media.root
    for name, folder in folders.items():
        with suppress(OSError):
            room.add_metric([name], float(shutil.disk_usage(nearest_existing(folder)).free))
    yield room
