"""ES modules joined to one script."""

import shutil
import subprocess
from pathlib import Path

import pytest

from blog.web.assets.es_modules import UnknownModuleForm
from blog.web.assets.module_joining import ImportCycle, MissingExport, join_modules, shorten

MODULES = {
    "main.js": 'import { shout } from "./shout.js";\nimport * as all from "./words.js";\nimport "./effect.js";\n'
    "const name = 3;\nconsole.log(shout(all.word), name, all.default);\n",
    "shout.js": 'import word, { mark as sign } from "./words.js";\nconst name = 1;\n'
    "export function shout(text) {\n  return `${text}${sign.repeat(name)}${word}`;\n}\nexport const unused = 1;\n",
    "words.js": 'const name = "default";\nconst mark = "!";\n'
    'export const word = "hello";\nexport { mark };\nexport default name;\n',
    "effect.js": 'console.log("effect");\n',
}


def join(folder: Path, **changed: str) -> str:
    for name, text in {**MODULES, **{f"{stem}.js": text for stem, text in changed.items()}}.items():
        (folder / name).write_text(text, "utf-8")
    return join_modules(folder / "main.js", lambda source, importer: (importer.parent / source).resolve())


def test_a_module_stands_once_and_after_all_that_it_imports(tmp_path: Path) -> None:
    script = join(tmp_path)

    places = [
        script.index(text) for text in ('const word = "hello"', "function shout", '"effect"', "console.log(shout")
    ]
    assert places == sorted(places)
    assert script.count('const word = "hello"') == 1


def test_only_what_is_imported_leaves_its_module_under_a_short_name(tmp_path: Path) -> None:
    script = join(tmp_path)

    assert "return { a: shout };" in script
    assert "const { a: shout } = m" in script
    assert "unused" not in script.replace("const unused = 1;", "")


def test_names_are_short_however_many_there_are() -> None:
    short = shorten({f"name{number}" for number in range(100)})

    assert len(set(short.values())) == 100
    assert max(map(len, short.values())) == 2


@pytest.mark.skipif(shutil.which("node") is None, reason="without Node the journeys on the sheet run it")
def test_the_joined_script_does_what_its_modules_do(tmp_path: Path) -> None:
    (tmp_path / "joined.mjs").write_text(join(tmp_path), "utf-8")

    node = subprocess.run(["node", tmp_path / "joined.mjs"], capture_output=True, text=True, check=False)

    assert (node.stdout.splitlines(), node.stderr) == (["effect", "hello!default 3 default"], "")


def test_a_circle_is_refused_with_its_way(tmp_path: Path) -> None:
    with pytest.raises(ImportCycle, match=r"main\.js imports shout\.js imports main\.js"):
        join(tmp_path, shout='import { main } from "./main.js";\nexport const shout = main;\n')


def test_an_import_that_is_not_exported_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MissingExport, match=r"main\.js imports whisper: not in .*shout\.js"):
        join(tmp_path, main='import { whisper } from "./shout.js";\nwhisper();\n')


def test_an_unknown_form_anywhere_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnknownModuleForm, match=r"effect\.js: .*export let a"):
        join(tmp_path, effect="export let a = 1;\n")
