"""The Containerfile keeps its promises; "python -m audits.container" takes its steps."""

from pathlib import Path

import pytest

from audits.containerfile import Instruction, read_instructions

ROOT = Path(__file__).parent.parent
IGNORED = (ROOT / ".dockerignore").read_text("utf-8").splitlines()


def texts(name: str) -> list[str]:
    return [step.text for step in read_instructions() if step.name == name]


def copied() -> list[str]:
    own = [step for step in read_instructions() if step.name == "COPY" and not step.flag("from")]
    return [source for step in own for source in step.words()[:-1]]


def test_a_container_runs_without_rights_and_keeps_its_data_in_one_volume() -> None:
    steps = [step.name for step in read_instructions()]

    assert texts("USER") == ["10001:10001"]
    assert texts("VOLUME") == ["/site/instance"]
    assert steps.index("USER") < steps.index("HEALTHCHECK") < steps.index("CMD")
    assert "/healthz" in texts("HEALTHCHECK")[0]


def test_everything_from_a_registry_comes_by_a_hash() -> None:
    installs = [
        part for text in texts("RUN") for part in text.split("&&") if "pip install" in part or "pip wheel" in part
    ]

    assert len(installs) == 5
    assert [part for part in installs if "--require-hashes" not in part and "--no-deps" not in part] == []
    assert [
        part
        for part in installs
        if "--no-deps" in part and not {"--no-index", "--no-build-isolation"} & set(part.split())
    ] == []


def test_the_image_has_the_libraries_of_the_sheet_by_hash_and_no_npm() -> None:
    build, image = "\n".join(texts("RUN")), [step.text for step in read_instructions() if step.flag("from")]

    assert "ci --prefix blog/web/static/sheet --ignore-scripts" in build
    assert build.index("npm(") < build.index("assets.minifying") < build.index("pip wheel")
    assert image == ["--from=build /opt/broadsheet /opt/broadsheet"]
    assert {"**/node_modules", "blog/web/static/sheet/minified"} <= set(IGNORED)


def test_the_image_has_the_driver_of_postgres() -> None:
    assert "psycopg==" in (ROOT / "requirements-postgres.lock").read_text("utf-8")
    assert any("-r requirements-postgres.lock" in text for text in texts("RUN"))


def test_no_step_needs_more_than_the_registries() -> None:
    assert [text for text in texts("RUN") if any(word in text for word in ("apt", "curl", "wget", "git ", "://"))] == []


@pytest.mark.parametrize("source", copied())
def test_what_is_copied_is_there_and_let_in(source: str) -> None:
    assert (ROOT / source).exists()
    assert f"!{source}" in IGNORED


def test_nothing_else_gets_to_the_builder() -> None:
    assert "*" in IGNORED
    assert {line.removeprefix("!") for line in IGNORED if line.startswith("!")} == set(copied())


def test_instructions_are_read_over_continued_lines(tmp_path: Path) -> None:
    file = tmp_path / "Containerfile"
    file.write_text('# words\nRUN one \\\n && two\n\nCMD ["a b", "--c"]\nCOPY --from=x /d /e\n', "utf-8")

    run, command, copy = read_instructions(file)

    assert run == Instruction("RUN", "one   && two")
    assert command.words() == ["a b", "--c"]
    assert (copy.words(), copy.flag("from")) == (["/d", "/e"], "x")
