"""The house rules of STYLE.md on names and sizes, as code."""

import ast
from statistics import median

import pytest

from tests.test_architecture import BLOG, FILES, ROOMS, name_of


def test_there_is_no_room_without_a_name() -> None:
    """A file called utils says nothing about what belongs there."""
    assert not {file.stem for file in FILES} & {"utils", "helpers", "services", "common", "misc"}


def test_every_room_has_a_sign_on_the_door() -> None:
    for room in ROOMS:
        tree = ast.parse((BLOG / room / "__init__.py").read_text("utf-8"))

        assert [type(node) for node in tree.body] == [ast.Expr]
        assert ast.get_docstring(tree)


def code_lines(function: ast.AST, source: list[str]) -> int:
    """Count lines of code: no blank line, no comment, no docstring, no signature."""
    body = function.body  # type: ignore[attr-defined]
    if isinstance(body[0], ast.Expr) and isinstance(getattr(body[0], "value", None), ast.Constant):
        body = body[1:]
    if not body:
        return 0
    lines = source[body[0].lineno - 1 : body[-1].end_lineno]
    return sum(1 for line in lines if line.strip() and not line.strip().startswith("#"))


def all_functions() -> list[tuple[str, int]]:
    sizes = []
    for file in FILES:
        text = file.read_text("utf-8")
        for node in ast.walk(ast.parse(text)):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                sizes.append((f"{name_of(file)}.{node.name}", code_lines(node, text.splitlines())))
    return sizes


def test_functions_are_small() -> None:
    sizes = all_functions()

    assert median(size for _, size in sizes) <= 6
    assert [(name, size) for name, size in sizes if size > 30] == []


@pytest.mark.parametrize(
    ("pattern", "most"),
    [("blog/**/*.py", 220), ("blog/templates/**/*.html", 100), ("blog/web/static/css/*.css", 250)],
)
def test_files_are_small(pattern: str, most: int) -> None:
    files = BLOG.parent.glob(pattern)

    assert [file.name for file in files if len(file.read_text("utf-8").splitlines()) > most] == []


def test_one_rule_hides_what_is_hidden() -> None:
    """A component that sets its own display would show what a script has hidden."""
    sheets = sorted((BLOG / "web/static/css").glob("*.css"))
    rules = [(file.name, line.strip()) for file in sheets for line in file.read_text("utf-8").splitlines()]

    assert [rule for rule in rules if "[hidden] {" in rule[1]] == [
        ("base.css", "[hidden] { display: none !important; }")
    ]


def test_modules_have_tests_of_their_name() -> None:
    """One who changes a module finds its claims without a search."""
    without = [
        str(file.relative_to(BLOG))
        for file in FILES
        if file.stem not in {"__init__", "blueprint", "routes"}
        and not (BLOG.parent / "tests" / file.parent.relative_to(BLOG) / f"test_{file.name}").exists()
    ]

    assert len(without) <= 0.05 * len(FILES), without


def test_files_of_tests_are_short() -> None:
    files = BLOG.parent.glob("tests/**/test_*.py")

    assert [str(file) for file in files if len(file.read_text("utf-8").splitlines()) > 300] == []


FREE_NAMES = {"__init__", "views", "forms", "models", "commands", "blueprint", "routes"}


def test_no_file_name_stands_in_two_rooms() -> None:
    """A name in a tab, a trace or a search leads to one place."""
    names = [file.stem for file in FILES if file.stem not in FREE_NAMES and file.parent != BLOG / "models"]

    assert sorted({name for name in names if names.count(name) > 1}) == []


def test_no_class_name_stands_for_two_things() -> None:
    """A name in a trace or a search says which class is meant."""
    places: dict[str, list[str]] = {}
    for file in FILES:
        for node in ast.parse(file.read_text("utf-8")).body:
            if isinstance(node, ast.ClassDef):
                places.setdefault(node.name, []).append(name_of(file))

    assert {name: files for name, files in places.items() if len(files) > 1} == {}
