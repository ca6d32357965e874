"""After any sequence of deeds the folder is, byte for byte, what a whole build writes, on both databases."""

import os
from itertools import product
from pathlib import Path

import pytest
from flask import Flask

from blog.config.settings import settings_of
from blog.database import db
from blog.operations.static_site.files.site_folder import SiteFolder
from blog.operations.static_site.following.worker_job import FolderFollowing
from blog.operations.static_site.proof.verification import verify_folder
from tests.audit import IS_AUDIT
from tests.factories import NOW
from tests.operations.static_site.deeds import Newsroom
from tests.operations.static_site.sites import build, files_in
from tests.settings import change_settings

SEEDS = [int(one) for one in os.environ.get("BROADSHEET_SEEDS", "4 17" if IS_AUDIT else "").split()]
RUNS = list(product(("sqlite", "postgres"), SEEDS)) or [("sqlite", 17), ("postgres", 4)]
"""Database and seed: other deeds on each of both, and in an audit all deeds on both."""
DEEDS, CHECK_EVERY = (
    int(os.environ.get("BROADSHEET_DEEDS", "12" if IS_AUDIT else "6")),
    int(os.environ.get("BROADSHEET_CHECK", "4" if IS_AUDIT else "6")),
)


def follow(app: Flask, root: Path) -> FolderFollowing:
    """Return the job that keeps *root* current, which it is by then."""
    job = FolderFollowing(app, SiteFolder(root), settings_of(app).base_url)
    catch_up(job)
    return job


def catch_up(job: FolderFollowing) -> None:
    while job(db.session, NOW):
        pass


def assert_same(followed: Path, built: Path, deeds: list[str]) -> None:
    left, right = files_in(followed), files_in(built)
    differing = sorted(name for name in left.keys() | right.keys() if left.get(name) != right.get(name))
    assert differing == [], f"{deeds} {differing}"


@pytest.mark.parametrize(("app", "seed"), RUNS, indirect=["app"])
def test_after_any_deeds_the_folder_is_what_a_whole_build_writes(
    app: Flask, media: Path, tmp_path: Path, seed: int
) -> None:
    change_settings(app, articles_per_page=3)
    newsroom, done = Newsroom(seed), []
    job = follow(app, tmp_path / "followed")

    for number in range(1, DEEDS + 1):
        done.append(newsroom.act())
        catch_up(job)
        if number % CHECK_EVERY == 0:
            build(app, tmp_path / f"built-{number}")
            assert_same(tmp_path / "followed", tmp_path / f"built-{number}", done)

    assert verify_folder(tmp_path / "followed").faults == []
    assert job.builds == 1  # The first; whatever was done since touched some pages alone.
