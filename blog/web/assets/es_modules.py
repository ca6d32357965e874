"""One ES module as text: what it imports, what it exports, and the statements between."""

import re
from dataclasses import dataclass

COMMENT = re.compile(r"^[ \t]*(?://.*|/\*[^*]*\*+(?:[^/*][^*]*\*+)*/[ \t]*)(?:\n|\Z)", re.MULTILINE)
"""Whole lines that are nothing but a comment, source-map comments among them."""
IMPORT = re.compile(
    r"""^import\b\s*(?P<clause>[^"';]*?)\s*(?:\bfrom\s*)?(?P<q>["'])(?P<source>[^"'\n]+)(?P=q)[ \t]*;?[ \t]*$""",
    re.MULTILINE,
)
CLAUSE = re.compile(r"(?P<default>[\w$]+)?\s*,?\s*(?:\*\s*as\s+(?P<all>[\w$]+)|\{(?P<named>[^{}]*)\})?")
EXPORT_LIST = re.compile(r"^export\s*\{(?P<named>[^{}]*)\}[ \t]*;?[ \t]*$", re.MULTILINE)
EXPORT_DEFAULT = re.compile(r"^export default (?P<name>[\w$]+);?[ \t]*$", re.MULTILINE)
EXPORT_DECLARED = re.compile(r"^export (?=(?:const|var|class|(?:async )?function\*?)\s+(?P<name>[\w$]+))", re.MULTILINE)
UNKNOWN = re.compile(r"(?:^export\b|^import\b|\bimport\s*[(.]).*", re.MULTILINE)
PAIR = re.compile(r"(?P<name>[\w$]+)(?:\s+as\s+(?P<alias>[\w$]+))?")


class UnknownModuleForm(Exception):
    """A module holds an import or export of a form that the joiner does not know."""


@dataclass(frozen=True)
class Import:
    """One import statement: *pairs* are exports and the names that they get; *namespace* is the name of all of them."""

    source: str
    pairs: tuple[tuple[str, str], ...] = ()
    namespace: str = ""


@dataclass(frozen=True)
class EsModule:
    """A module: *exports* maps each exported name to the name inside; *body* holds no import or export."""

    imports: tuple[Import, ...]
    exports: dict[str, str]
    body: str


def read_module(text: str, label: str) -> EsModule:
    """Return what the module *text* imports, exports and does; *label* names it in errors.

    Known are `import {a, b as c} from`, `import a from`, `import * as a from`, `import "x"`, and `export {a, b as c}`,
    `export default name`, `export const/var/class/function name`.

    Raises:
        UnknownModuleForm: of any other form, `import()`, `export let`, `export ... from` among them.
    """
    text = COMMENT.sub("", text)
    imports = tuple(read_import(found, label) for found in IMPORT.finditer(text))
    exports = read_exports(text)
    for form in (IMPORT, EXPORT_LIST, EXPORT_DEFAULT, EXPORT_DECLARED):
        text = form.sub("", text)
    if unknown := UNKNOWN.search(text):
        raise UnknownModuleForm(f"{label}: no import or export that can be joined: {unknown[0].strip()[:100]}")
    return EsModule(imports, exports, text)


def read_import(found: re.Match[str], label: str) -> Import:
    """Return one import statement."""
    clause = CLAUSE.fullmatch(found["clause"])
    if clause is None or (clause["default"] and clause["all"]):
        raise UnknownModuleForm(f"{label}: no import that can be joined: {found[0][:100]}")
    if clause["all"]:
        return Import(found["source"], namespace=clause["all"])
    pairs = read_pairs(clause["named"] or "")
    if clause["default"]:
        pairs = [("default", clause["default"]), *pairs]
    return Import(found["source"], tuple(pairs))


def read_exports(text: str) -> dict[str, str]:
    """Return the exported names of a module without comments, each with its name inside."""
    listed = [pair for found in EXPORT_LIST.finditer(text) for pair in read_pairs(found["named"])]
    declared = [found["name"] for found in EXPORT_DECLARED.finditer(text)]
    default = EXPORT_DEFAULT.search(text)
    return {
        **{alias: name for name, alias in listed},
        **{name: name for name in declared},
        **({"default": default["name"]} if default else {}),
    }


def read_pairs(named: str) -> list[tuple[str, str]]:
    """Return the pairs of `a, b as c`: the name before and after `as`."""
    return [(found["name"], found["alias"] or found["name"]) for found in PAIR.finditer(named)]
