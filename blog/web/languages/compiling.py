"""Compile our catalogues (.mo), which saves a third of a second for each language and process; part of the set-up."""

from pathlib import Path

from blog.config.catalogues import DOMAIN, OWN_FOLDER, compiled

FOLDER = Path(__file__).parents[2] / OWN_FOLDER


def compile_catalogues(folder: Path = FOLDER) -> list[Path]:
    """Write the .mo beside each .po below *folder* that is newer, and return what was written."""
    sources = sorted(folder.glob(f"*/LC_MESSAGES/{DOMAIN}.po"))
    due = [source for source in sources if not is_current(source.with_suffix(".mo"), source)]
    for source in due:
        target = source.with_suffix(".mo.new")
        target.write_bytes(compiled(source.read_bytes()).getvalue())
        target.replace(source.with_suffix(".mo"))
    return [source.with_suffix(".mo") for source in due]


def is_current(target: Path, source: Path) -> bool:
    """Return whether *target* was made after *source* was last changed."""
    return target.exists() and target.stat().st_mtime > source.stat().st_mtime


if __name__ == "__main__":
    compile_catalogues()
