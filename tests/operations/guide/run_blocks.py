"""Run the blocks of the guide in their order, inside of the root that stands for a Debian machine; print what came."""

import json
import subprocess
import sys
import time
from pathlib import Path

from tests.operations.guide.blocks import Block, read_blocks
from tests.operations.guide.flask_server import listen
from tests.operations.guide.stand_ins import open_the_way

WORK, RESULTS = Path("/srv/work"), Path("/srv/results.json")
MAX_SECONDS = 300
ENVIRONMENT = {
    "PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
    "LC_ALL": "C.UTF-8",
    "EDITOR": "/usr/local/sbin/fill-in",
    "SOURCE": "the repository",
    "CURL_CA_BUNDLE": "/etc/letsencrypt/live/news.example.org/fullchain.pem",
    "BLOG_BOUNCE_WEBHOOK_SECRET": "w" * 40,
}
FILL_IN = f"""#!/bin/sh
echo BLOG_BOUNCE_WEBHOOK_SECRET={ENVIRONMENT["BLOG_BOUNCE_WEBHOOK_SECRET"]} >> "$1"
echo BLOG_MAIL_BOUNCE_ADDRESS=bounces@example.org >> "$1"
sed -i 's/smtp.example.org/127.0.0.1/' "$1"
"""
LIST = "email,created_at,TAGS,Group\nann@example.com,2026-05-04,,\n"
LEFT = "email\nann@example.com\n"
MESSAGE = "From: MAILER-DAEMON@example.org\nTo: bounces@example.org\nSubject: Undelivered\n\nNo such user.\n"


def prepare() -> None:
    """Let the machine know its name and the writer of the settings, and lay out what some commands read."""
    Path("/etc/hosts").write_text("127.0.0.1 localhost news.example.org\n")
    Path("/etc/resolv.conf").write_text("")
    Path("/etc/nginx/sites-enabled/default").unlink(missing_ok=True)
    Path("/etc/postfix").mkdir(exist_ok=True)
    editor = Path(ENVIRONMENT["EDITOR"])
    editor.write_text(FILL_IN)
    editor.chmod(0o755)
    WORK.mkdir()
    WORK.chmod(0o777)
    for name, text in (
        ("list.csv", LIST),
        ("left.csv", LEFT),
        ("message.eml", MESSAGE),
        ("broadsheet-0.1.0-py3-none-any.whl", ""),
    ):
        (WORK / name).write_text(text)
    (WORK / "requirements.lock").write_text("")
    open_the_way(Path(sys.executable).resolve())


def run(block: Block) -> dict[str, object]:
    """Run one block as its account and return how it went."""
    began = time.monotonic()
    account = {"anybody": "nobody"}.get(block.account, block.account)
    shell = ["bash", "-euo", "pipefail", "-c", block.commands]
    command = shell if account == "root" or block.account == "postgres" else ["runuser", "-u", account, "--", *shell]
    with WORK.joinpath("output").open("w+") as output:  # A pipe would stay open for as long as a service runs.
        places = {"input": "y\n", "text": True, "stdout": output, "stderr": subprocess.STDOUT}
        status = subprocess.run(
            command, cwd=WORK, env=ENVIRONMENT, timeout=MAX_SECONDS, check=False, **places
        ).returncode
        output.seek(0)
        took = round(time.monotonic() - began, 1)
        return {"title": block.title, "status": status, "output": output.read(), "seconds": took}


if __name__ == "__main__":
    prepare()
    results = []
    for block in read_blocks():
        results.append(run(block))
        if "git clone" in block.commands:
            listen()
        if "downgrade" in block.commands:  # The code is still the newer one here, and the rest needs its schema.
            subprocess.run(["broadsheet", "db", "upgrade"], env=ENVIRONMENT, capture_output=True, check=True)
        RESULTS.write_text(json.dumps(results))
