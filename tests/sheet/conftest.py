"""The modules of the sheet, run by Node."""

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from blog.text.markdown.as_written.block_splitting import split_blocks
from blog.web.assets.sheet import SHEET, is_installed

Node = dict[str, Any]


class Written(NamedTuple):
    """A document as it was written: its Markdown, and its blocks as JSON."""

    text: str
    content: list[Node]


class SheetDocuments:
    """One process of Node that opens, changes and writes texts."""

    def __init__(self, folder: Path) -> None:
        script = Path(__file__).parent / "documents.mjs"
        environment = {"PATH": os.environ["PATH"]}
        self.process = subprocess.Popen(
            ["node", script, folder], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
        )

    def write(self, text: str, *operations: Node) -> Written:
        """Open *text* as the server reads it, change it by *operations* of documents.mjs, and write it."""
        assert self.process.stdin
        assert self.process.stdout
        asked = {"blocks": split_blocks(text).to_json(), "operations": operations}
        self.process.stdin.write(f"{json.dumps(asked)}\n")
        self.process.stdin.flush()
        answer = json.loads(self.process.stdout.readline())
        assert "error" not in answer, answer["error"]
        return Written(answer["text"], answer["content"])

    def close(self) -> None:
        """End the process."""
        for stream in (self.process.stdin, self.process.stdout):
            if stream:
                stream.close()
        self.process.wait(timeout=20)


@pytest.fixture(scope="session")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Iterator[SheetDocuments]:
    """Node with the modules of the sheet; copied, since a folder must say that its files are modules."""
    if shutil.which("node") is None:
        pytest.skip("there is no Node: the modules of the sheet run in the tests of browsers alone")
    if not is_installed():
        pytest.skip("the libraries of the sheet are not installed: make sheet")
    folder = tmp_path_factory.mktemp("sheet")
    for module in SHEET.glob("*.js"):
        shutil.copy(module, folder)
    (folder / "package.json").write_text('{"type": "module"}', "utf-8")
    (folder / "node_modules").symlink_to(SHEET / "node_modules")
    running = SheetDocuments(folder)
    yield running
    running.close()
