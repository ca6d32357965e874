"""Style sheets and scripts as they are sent."""

import json
import shutil
import subprocess

import pytest

from blog.web.assets.asset_files import STATIC, Asset, join, read_assets

PARSE_ALL = """
for (const [identifier, words] of Object.entries(JSON.parse(fs.readFileSync(0, "utf8")))) {
    new vm.SourceTextModule(words, { identifier });
}
"""


def test_comments_stay_at_home_and_everything_else_is_sent() -> None:
    script = 'const a = "https://x"; // stays\n// One line.\n  /** Another. */\nconst b = 1;\n'
    style = "/* Two\n   lines. */\n@layer base { a { color: red; /* stays */ } }\n"

    assert join("a.js", [script]) == b'const a = "https://x"; // stays\nconst b = 1;\n'
    assert join("a.js", [script, script]).count(b"const b = 1;\n\n}") == 2
    assert join("a.css", [style]) == b"@layer base { a { color: red; /* stays */ } }\n"


@pytest.mark.parametrize(
    ("accepted", "coding"),
    [
        ("br, gzip", "br"),
        ("br;q=0.9, gzip;q=0.8", "br"),
        ("gzip;q=1.0, br;q=0.001", "br"),
        ("br;q=0, gzip;q=0.5", "gzip"),
        ("br; q=0.000, GZIP ; Q=1", "gzip"),
        ("br;q=0,gzip;q=0.0", None),
        ("deflate, identity;q=0.5", None),
        ("", None),
    ],
)
def test_an_asset_is_sent_in_the_smallest_coding_that_is_not_refused(accepted: str, coding: str | None) -> None:
    asset = Asset("site.css", "text/css", b"x" * 1000, {"br": b"br", "gzip": b"gzip"})

    assert asset.best(accepted) == (coding, coding.encode() if coding else asset.body)


def test_an_asset_that_is_small_in_gzip_alone_is_sent_so() -> None:
    assert Asset("a.css", "text/css", b"x" * 9, {"br": b"x" * 10, "gzip": b"gzip"}).best("br, gzip;q=0.1") == (
        "gzip",
        b"gzip",
    )


@pytest.mark.skipif(shutil.which("node") is None, reason="without Node the tests of browsers find it, later")
def test_every_script_can_be_read_as_it_is_sent() -> None:
    """One fault of syntax stops all that is in the same file."""
    sent = {file.name: file.body.decode() for file in read_assets().files.values() if file.name.endswith(".js")}
    sent["service_worker.js"] = (STATIC / "js/service_worker.js").read_text("utf-8")

    command = ["node", "--experimental-vm-modules", "--no-warnings", "-e", PARSE_ALL]
    node = subprocess.run(command, input=json.dumps(sent), capture_output=True, text=True, check=False)

    assert {name.split(".")[0] for name in sent} > {"site", "desk"}
    assert node.returncode == 0, node.stderr
