"""What one ES module imports and exports, read from its text."""

import pytest

from blog.web.assets.es_modules import EsModule, Import, UnknownModuleForm, read_module


def test_every_known_form_of_import_is_read() -> None:
    module = read_module(
        'import Rope from "rope";\n'
        "import { a, b as c, $d } from './one.js'\n"
        'import {\n  first,\n  second as other,\n} from "two";\n'
        'import * as all from "three";\n'
        'import "four";\n'
        'import Base, { more } from "five";\n'
        "a(c);\n",
        "main.js",
    )

    assert module.imports == (
        Import("rope", (("default", "Rope"),)),
        Import("./one.js", (("a", "a"), ("b", "c"), ("$d", "$d"))),
        Import("two", (("first", "first"), ("second", "other"))),
        Import("three", namespace="all"),
        Import("four"),
        Import("five", (("default", "Base"), ("more", "more"))),
    )
    assert module.body.strip() == "a(c);"


def test_every_known_form_of_export_is_read_and_what_is_declared_stays() -> None:
    module = read_module(
        "export const one = 1;\n"
        "export function two() {}\n"
        "export async function three() {}\n"
        "export function* four() {}\n"
        "export class Five {}\n"
        "export var six = 6;\n"
        "function seven() {}\n"
        "export { seven, one as __one };\n"
        "export default Five;\n",
        "main.js",
    )

    assert module.exports == {
        **{name: name for name in ("one", "two", "three", "four", "Five", "six", "seven")},
        "__one": "one",
        "default": "Five",
    }
    assert "export" not in module.body
    assert [line.split("(")[0] for line in module.body.strip().splitlines()] == [
        "const one = 1;",
        "function two",
        "async function three",
        "function* four",
        "class Five {}",
        "var six = 6;",
        "function seven",
    ]


@pytest.mark.parametrize(
    "statement",
    [
        "export let later = 1;",
        "export * from 'other';",
        "export { a } from 'other';",
        "export const { a, b } = both;",
        "export default function () {}",
        "export default class extends Base {}",
        "import data from './data.json' with { type: 'json' };",
        "import a, * as all from 'other';",
        "const part = await import('other');",
        "const here = import.meta.url;",
        "import { a } from 'x'; import { b } from 'y';",
    ],
)
def test_a_form_that_cannot_be_joined_is_named_with_its_file(statement: str) -> None:
    with pytest.raises(UnknownModuleForm) as error:
        read_module(f"const a = 1;\n{statement}\n", "sheet/menu.js")

    assert str(error.value).startswith("sheet/menu.js: ")
    assert statement.endswith(str(error.value).rpartition("joined: ")[2])


def test_lines_of_comment_go_and_all_else_stays() -> None:
    text = (
        "/**\nExports `x`.\n\nexport let y\n*/\n"
        "const a = 1; // stays\n"
        "  // goes\n"
        "/* goes */ \n"
        'const b = "/* stays */"; /* stays */\n'
        "/*** goes **/\n"
        "const c = 2;\n"
        "//# sourceMappingURL=index.js.map"
    )

    assert read_module(text, "a.js") == EsModule(
        (), {}, 'const a = 1; // stays\nconst b = "/* stays */"; /* stays */\nconst c = 2;\n'
    )
