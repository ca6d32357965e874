"""A small sheet with two libraries."""

import json
from pathlib import Path

import pytest


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A sheet with two libraries, one of which has its entry at its root, and a tool that is in no script."""
    folder = tmp_path / "static/sheet"
    folder.mkdir(parents=True)
    packages = {"": {}, "node_modules/state": {}, "node_modules/keys": {}, "node_modules/terser": {"dev": True}}
    (folder / "package-lock.json").write_text(json.dumps({"packages": packages}), "utf-8")
    main = 'import { State } from "state";\nimport { put } from "../put.js";\nput(State);\n'
    (folder / "main.js").write_text(main, "utf-8")
    (folder.parent / "put.js").write_text("export function put(value) {}\n", "utf-8")
    add_library(folder, "state", "dist/index.js", 'import { key } from "keys";\nexport class State { key = key }\n')
    add_library(folder, "keys", "index.js", 'export const key = "Enter";\n')
    return folder


def add_library(folder: Path, name: str, entry: str, text: str) -> None:
    library = folder / "node_modules" / name
    (library / entry).parent.mkdir(parents=True)
    (library / entry).write_text(text, "utf-8")
    (library / "LICENSE").write_text(f"Licence of {name}", "utf-8")
    (library / "package.json").write_text(json.dumps({"name": name, "main": "x.cjs", "module": entry}), "utf-8")
