"""A running site of many articles: web processes as "flask serve" starts them, without worker."""

import os
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import timedelta
from pathlib import Path

from benchmarks.stage import NOW, PARAGRAPH
from blog.database import db
from blog.models import Article, ArticleState, Person, Role, Topic, article_topics
from blog.operations.supervisor import FEWER_ARENAS, is_answering, web_server_command

ROOT = Path(__file__).parent.parent
PAGE = "/articles/story-1"
TOPICS = 12


def fill(articles: int) -> None:
    """Publish *articles* of about 800 words, an hour apart, each under one of a dozen topics."""
    author = Person(
        address="a@example.org", address_key="a@example.org", name="Ada", slug="ada", role=Role.EDITOR, created_at=NOW
    )
    topics = [Topic(name=f"Topic {number}", slug=f"topic-{number}", description="") for number in range(TOPICS)]
    db.session.add_all([author, *topics])
    db.session.flush()
    same = {"author_id": author.id, "state": ArticleState.PUBLISHED, "created_at": NOW, "updated_at": NOW}
    words = {"standfirst": "What it holds.", "body_html": PARAGRAPH * 8, "body_text": "x", "word_count": 800}
    for start in range(1, articles + 1, 5000):
        numbers = range(start, min(start + 5000, articles + 1))
        rows = [
            {"id": n, "slug": f"story-{n}", "headline": f"Edition {n}", "published_at": NOW - timedelta(hours=n)}
            for n in numbers
        ]
        db.session.bulk_insert_mappings(Article.__mapper__, [{**same, **words, **row} for row in rows])
        filed = [{"article_id": n, "topic_id": topics[n % TOPICS].id} for n in numbers]
        db.session.execute(article_topics.insert(), filed)
    db.session.commit()


@contextmanager
def serving(folder: str, *, processes: int, threads: int, **settings: str) -> Iterator[tuple[str, int]]:
    """Serve the site in *folder*; yield its address and the id of the server's process."""
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    site = {"BLOG_DEVELOPMENT": "1", "BLOG_INSTANCE_PATH": folder, "BLOG_BASE_URL": address, "BLOG_LOG_FORMAT": "json"}
    command = web_server_command("127.0.0.1", port, processes, threads)
    with (Path(folder) / "log.txt").open("wb") as log:
        server = subprocess.Popen(
            command, cwd=ROOT, env={**FEWER_ARENAS, **os.environ, **site, **settings}, stdout=log, stderr=log
        )
        try:
            deadline = time.monotonic() + 60
            while not is_answering(f"{address}/healthz") and time.monotonic() < deadline:
                time.sleep(0.1)
            yield address, server.pid
        finally:
            server.terminate()
            server.wait(30)


def free_port() -> int:
    """Return a TCP port on loopback that nobody uses now."""
    with closing(socket.socket()) as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
