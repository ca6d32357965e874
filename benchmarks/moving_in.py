"""A large WordPress site moves in: how long it takes, in how much memory, and whether kills leave any trace."""

import os
import random
import re
import signal
import sqlite3
import subprocess
import sys
import time
import zipfile
from argparse import ArgumentParser
from collections.abc import Iterator
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from tempfile import TemporaryDirectory

from PIL import Image

ARTICLES, PICTURES, KILLS = 10_000, 20_000, 10
OLD = "https://old.example.org"
WORDS = ("harbour", "council", "vote", "budget", "road", "school", "river", "bridge", "night", "storm", "market")
HEAD = """<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"
 xmlns:excerpt="http://wordpress.org/export/1.2/excerpt/" xmlns:content="http://purl.org/rss/1.0/modules/content/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:wp="http://wordpress.org/export/1.2/"><channel>
<title>The Old Herald</title><link>{site}</link><wp:wxr_version>1.2</wp:wxr_version>
<wp:base_blog_url>{site}</wp:base_blog_url>"""
ITEM = """<item><title>{title}</title><link>{site}{path}</link><dc:creator>writer{writer}</dc:creator>
<wp:post_id>{id}</wp:post_id><wp:post_name>{name}</wp:post_name><wp:post_type>{kind}</wp:post_type>
<wp:status>{status}</wp:status><wp:post_date_gmt>2019-03-{day:02d} 08:00:00</wp:post_date_gmt>{more}
<content:encoded><![CDATA[{body}]]></content:encoded></item>
"""
QUERIES = (
    "SELECT slug, headline, standfirst, body_markdown, state, published_at FROM articles ORDER BY slug",
    "SELECT alt, caption, width, height FROM pictures ORDER BY alt",
    "SELECT address, target FROM former_addresses ORDER BY address",
    "SELECT kind, foreign_key, words_before, words_after, losses, links FROM import_origins ORDER BY kind, foreign_key",
    "SELECT name, slug FROM people ORDER BY name",
    "SELECT name, slug FROM topics ORDER BY name",
)
"""What must be the same; keys of pictures are random, and taken out."""


def measure(articles: int = ARTICLES, pictures: int = PICTURES, kills: int = KILLS) -> Iterator[str]:
    """Yield what an import of so many *articles* and *pictures* takes, and whether *kills* change what comes."""
    with TemporaryDirectory() as name:
        folder, chance = Path(name), random.Random(1)
        write_pictures(folder / "uploads.zip", pictures, chance)
        write_export(folder / "export.xml", articles, pictures, chance)
        yield f"moving in: {articles:,} articles and {pictures:,} pictures, generated"
        began = processor_seconds()
        yield f"moving in: ten million additions take {yardstick():.2f} s of the processor here, 0.5 s elsewhere"
        seconds, megabytes, _done = run(folder, "whole", [])
        spent = processor_seconds() - began
        yield f"moving in: without kills in {seconds / 60:.1f} min, {spent:.0f} s of the processor"
        yield f"moving in: at most {megabytes:.0f} MB in all processes"
        moments = sorted(chance.uniform(0.02, 0.95) * seconds for _kill in range(kills))
        seconds, megabytes, done = run(folder, "killed", moments)
        yield f"moving in: killed {done} times, in {seconds / 60:.1f} min, at most {megabytes:.0f} MB"
        same = digest(folder / "whole") == digest(folder / "killed")
        yield f"moving in: {'the same site' if same else 'ANOTHER SITE'} with and without kills"


def write_pictures(path: Path, count: int, chance: random.Random) -> None:
    """Write small JPEGs, each another one, as they lie on the old server."""
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(count):
            image = Image.new("RGB", (800, 500), (number % 256, number // 256 % 256, 90))
            for _patch in range(12):
                left, top = chance.randrange(700), chance.randrange(400)
                colour = (chance.randrange(256), chance.randrange(256), chance.randrange(256))
                image.paste(colour, (left, top, left + chance.randrange(20, 200), top + chance.randrange(20, 100)))
            data = BytesIO()
            image.save(data, "JPEG", quality=80)
            archive.writestr(f"wp-content/uploads/2019/03/p{number}.jpg", data.getvalue())


def write_export(path: Path, articles: int, pictures: int, chance: random.Random) -> None:
    """Write the export: articles of six paragraphs with pictures, a featured one, a frame, and a link to another."""
    share = pictures // articles
    with path.open("w", encoding="utf-8") as file:
        file.write(HEAD.format(site=OLD))
        for number in range(pictures):
            place = f"{OLD}/wp-content/uploads/2019/03/p{number}.jpg"
            more = f"<wp:attachment_url>{place}</wp:attachment_url>"
            file.write(write_item(1_000_000 + number, f"Picture {number}", "", "attachment", more))
        for number in range(articles):
            texts = [" ".join(chance.choice(WORDS) for _word in range(60)) for _paragraph in range(6)]
            body = "".join(f"<!-- wp:paragraph --><p>{text}</p><!-- /wp:paragraph -->" for text in texts)
            for place in range(number * share + 1, (number + 1) * share):
                source = f"{OLD}/wp-content/uploads/2019/03/p{place}-640x400.jpg"
                body += f'<figure class="wp-block-image"><img src="{source}" alt="Picture {place}"></figure>'
            body += f'<p><a href="{OLD}/2019/03/story-{chance.randrange(articles)}/">Another</a></p>'
            more = f"<wp:postmeta><wp:meta_key>_thumbnail_id</wp:meta_key><wp:meta_value>{1_000_000 + number * share}"
            more += f'</wp:meta_value></wp:postmeta><category domain="category" nicename="t{number % 20}">'
            more += f"<![CDATA[Topic {number % 20}]]></category>"
            file.write(write_item(number, f"Story {number}", body, "post", more))
        file.write("</channel></rss>")


def write_item(number: int, title: str, body: str, kind: str, more: str) -> str:
    """Return one item of the export."""
    name = title.lower().replace(" ", "-")
    status = "inherit" if kind == "attachment" else "publish"
    values = {"title": title, "body": body, "kind": kind, "more": more, "name": name, "status": status}
    return ITEM.format(site=OLD, path=f"/2019/03/{name}/", id=number, writer=number % 30, day=number % 28 + 1, **values)


def run(folder: Path, name: str, moments: list[float]) -> tuple[float, float, int]:
    """Import into an instance called *name*, killed after each of *moments* in seconds of work and begun again.

    Return seconds, the most megabytes of one process, and how often it was killed.
    """
    environment = {**os.environ, "BLOG_INSTANCE_PATH": str(folder / name), "BLOG_DEVELOPMENT": "1"}
    flask = [sys.executable, "-m", "flask", "--app", "wsgi"]
    subprocess.run([*flask, "db", "upgrade"], env=environment, check=True, capture_output=True)
    command = [*flask, "import", str(folder / "export.xml"), "--media", str(folder / "uploads.zip")]
    spent, most, done = 0.0, 0.0, 0
    for moment in [*moments, None]:
        began = time.monotonic()
        process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        left = None if moment is None else began + moment - spent
        while process.poll() is None and (left is None or time.monotonic() < left):
            most = max(most, resident(process.pid))
            time.sleep(0.2)
        if process.poll() is None:
            process.send_signal(signal.SIGKILL)
            done += 1
        if process.wait() not in {0, -signal.SIGKILL}:
            raise RuntimeError(f"The import ended with {process.returncode}.")
        spent += time.monotonic() - began
    return spent, most, done


def resident(pid: int) -> float:
    """Return the memory of a process and of those below it in megabytes, what they share counted once; 0 if gone."""
    try:
        rollup = Path(f"/proc/{pid}/smaps_rollup").read_text("ascii", "replace")
        tasks = Path(f"/proc/{pid}/task").glob("*/children")
        below = [child for task in tasks for child in task.read_text("ascii").split()]
    except OSError:
        return 0.0
    found = re.search(r"Pss:\s+(\d+) kB", rollup)
    return (int(found[1]) / 1000 if found else 0.0) + sum(map(resident, map(int, below)))


def processor_seconds() -> float:
    """Return how long the processor worked for this program and for all that it waited for, and those for theirs."""
    used = getrusage(RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def yardstick() -> float:
    """Return the seconds of the processor that ten million additions take, to compare machines."""
    began, total = time.process_time(), 0
    for number in range(10**7):
        total += number
    return time.process_time() - began


def digest(instance: Path) -> str:
    """Return the hash of all that was imported into *instance*."""
    found = sha256()
    with sqlite3.connect(instance / "blog.sqlite3") as connection:
        for query in QUERIES:
            for row in connection.execute(query):
                found.update(re.sub(r"picture:[0-9a-f]+", "picture:", repr(row)).encode())
    return found.hexdigest()


if __name__ == "__main__":
    parser = ArgumentParser(description=__doc__)
    for option, default in (("articles", ARTICLES), ("pictures", PICTURES), ("kills", KILLS)):
        parser.add_argument(f"--{option}", type=int, default=default)
    for line in measure(**vars(parser.parse_args())):
        print(line, flush=True)
