"""ES modules joined to one script: each in a function of its own, in the order of their imports."""

from collections.abc import Callable
from pathlib import Path

from blog.web.assets.es_modules import EsModule, read_module

FindModule = Callable[[str, Path], Path]
"""Return the file that the importer, the second argument, means by a source."""


class MissingExport(Exception):
    """A module imports a name that the other module does not export."""


class ImportCycle(Exception):
    """Modules import each other in a circle, so that no order is right."""


class ModuleGraph:
    """The modules that an entry needs, by file; a module stands after all that it imports."""

    def __init__(self, find: FindModule) -> None:
        self.modules: dict[Path, EsModule] = {}
        self.targets: dict[tuple[Path, str], Path] = {}
        self.find = find

    def add(self, file: Path, importers: tuple[Path, ...] = ()) -> None:
        """Take in *file* after what it imports; *importers* lead to it.

        Raises:
            ImportCycle, UnknownModuleForm, and what the function that finds modules raises.
        """
        if file in importers:
            raise ImportCycle(" imports ".join(step.name for step in (*importers, file)))
        if file in self.modules:
            return
        module = read_module(file.read_text("utf-8"), label_of(file))
        for each in module.imports:
            self.targets[file, each.source] = target = self.find(each.source, file)
            self.add(target, (*importers, file))
        self.modules[file] = module

    def needed(self) -> dict[Path, set[str]]:
        """Return the exports of each module that another one needs; MissingExport if there is no such."""
        found: dict[Path, set[str]] = {file: set() for file in self.modules}
        for file, module in self.modules.items():
            for each in module.imports:
                target = self.targets[file, each.source]
                exports = self.modules[target].exports
                names = exports.keys() if each.names is None else each.names
                if absent := sorted(names - exports.keys()):
                    raise MissingExport(f"{label_of(file)} imports {', '.join(absent)}: not in {label_of(target)}")
                found[target] |= names
        return found


def join_modules(entry: Path, find: FindModule) -> str:
    """Return *entry* and all that it imports as one script, which exports nothing.

    Only exports that are imported leave the function of their module, so that a minifier finds what is unused.

    Raises:
        ImportCycle, MissingExport, UnknownModuleForm, and what *find* raises.
    """
    graph = ModuleGraph(find)
    graph.add(entry)
    needed = graph.needed()
    numbers = {file: f"m{number}" for number, file in enumerate(graph.modules)}
    return "\n".join(wrap(file, graph, numbers, needed[file]) for file in graph.modules)


def wrap(file: Path, graph: ModuleGraph, numbers: dict[Path, str], needed: set[str]) -> str:
    """Return the module as a constant: a function that is called at once and returns the *needed* exports."""
    module = graph.modules[file]
    bound = [
        f"const {each.pattern} = {numbers[graph.targets[file, each.source]]};"
        for each in module.imports
        if each.pattern
    ]
    returned = ", ".join(f"{name}: {module.exports[name]}" for name in sorted(needed))
    return "\n".join(
        [f"const {numbers[file]} = (() => {{", *bound, module.body.strip("\n"), f"return {{ {returned} }};", "})();"]
    )


def label_of(file: Path) -> str:
    """Return how errors name *file*: with its two folders."""
    return "/".join(file.parts[-3:])
