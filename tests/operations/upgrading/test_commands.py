"""The steps of docs/operations.md that bring a backup back, and what every tool says then."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import text

from blog.database import db
from blog.delivery.worker.live_check import advance, declare_live
from blog.models import CheckName, Heartbeat, SiteCheck
from blog.operations.doctor.delivery_checks import check_guard
from blog.operations.health import standing_notice
from blog.operations.metrics.database_figures import read_figures
from blog.web.clock import read_clock
from tests.factories import save


@pytest.fixture
def own_site(make_app: Callable[..., Flask], tmp_path: Path) -> Iterator[Flask]:
    """A site on a database of its own, declared live, whose worker has just shown itself."""
    app = make_app(f"sqlite:///{tmp_path}/blog.sqlite3")
    with app.app_context():
        declare_live(db.session, Path(app.instance_path), read_clock())
        save(Heartbeat(name="worker", seen_at=read_clock(), mail_state="live"))
        yield app
        stop()


def stop() -> None:
    db.session.remove()
    db.engine.dispose()


def run(app: Flask, *words: str) -> str:
    answer = app.test_cli_runner().invoke(args=list(words))
    assert answer.exit_code == 0, answer.output
    return answer.output


def tools(app: Flask) -> dict[str, bool]:
    """Return which tool says that mail may go."""
    now, instance = read_clock(), Path(app.instance_path)
    figures = {metric.name: metric for metric in read_figures(db.session, instance, now)}
    db.session.rollback()
    with app.test_request_context():
        notice = standing_notice()
    return {
        "live": "is live" in run(app, "live"),
        "doctor": [finding.severity for finding in check_guard(db.engine, instance, now)] == ["ok"],
        "readyz": app.test_client().get("/readyz").json["mail"] == "ok",
        "metrics": figures["blog_mail_may_send"].samples[0].value == 1,
        "desk": notice == "",
    }


@pytest.mark.parametrize("epochs", [1, 2])
def test_after_a_restore_every_tool_says_that_nothing_is_sent(own_site: Flask, tmp_path: Path, epochs: int) -> None:
    before = tools(own_site)
    run(own_site, "db", "backup", str(tmp_path / "backup.sqlite3"))
    for _ in range(epochs):
        advance(db.session, Path(own_site.instance_path))
    stop()
    run(own_site, "db", "restore", str(tmp_path / "backup.sqlite3"))
    run(own_site, "db", "upgrade")
    restored = tools(own_site)
    stop()
    run(own_site, "live", "declare", "--yes")

    assert set(before.values()) == {True}
    assert set(restored.values()) == {False}
    assert set(tools(own_site).values()) == {True}


def test_a_site_in_use_is_not_restored(own_site: Flask, tmp_path: Path) -> None:
    run(own_site, "db", "backup", str(tmp_path / "backup.sqlite3"))
    db.session.execute(text("SELECT 1"))

    answer = own_site.test_cli_runner().invoke(args=["db", "restore", str(tmp_path / "backup.sqlite3")])

    assert (answer.exit_code, "stop the site first" in answer.output) == (1, True)


def test_a_copy_of_the_database_ticks_the_backup(own_site: Flask, tmp_path: Path) -> None:
    run(own_site, "db", "backup", str(tmp_path / "copy.sqlite3"))

    assert db.session.get(SiteCheck, CheckName.BACKUP) is not None
    db.session.execute(text("DROP TABLE site_checks"))
    db.session.commit()
    assert "was copied" in run(own_site, "db", "backup", str(tmp_path / "second.sqlite3"))
