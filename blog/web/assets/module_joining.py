"""ES modules joined to one script: each in a function of its own, in the order of their imports."""

from collections.abc import Callable, Mapping
from pathlib import Path
from string import ascii_lowercase

from blog.web.assets.es_modules import EsModule, Import, read_module

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
                names = exports.keys() if each.namespace else {name for name, _ in each.pairs}
                if absent := sorted(names - exports.keys()):
                    raise MissingExport(f"{label_of(file)} imports {', '.join(absent)}: not in {label_of(target)}")
                found[target] |= names
        return found


def join_modules(entry: Path, find: FindModule) -> str:
    """Return *entry* and all that it imports as one script, which exports nothing.

    Only exports that are imported leave the function of their module, so that a minifier finds what is unused. They
    leave it under short names, which no minifier could give them.

    Raises:
        ImportCycle, MissingExport, UnknownModuleForm, and what *find* raises.
    """
    graph = ModuleGraph(find)
    graph.add(entry)
    numbers = {file: f"m{number}" for number, file in enumerate(graph.modules)}
    short = {file: shorten(names) for file, names in graph.needed().items()}
    return "\n".join(wrap(file, graph, numbers, short) for file in graph.modules)


def shorten(names: set[str]) -> dict[str, str]:
    """Return a short name for each of *names*: a, b, … z, then a1, b1 and so on."""
    turns = (divmod(place, len(ascii_lowercase)) for place in range(len(names)))
    keys = [ascii_lowercase[at] + (str(turn) if turn else "") for turn, at in turns]
    return dict(zip(sorted(names), keys, strict=True))


def wrap(file: Path, graph: ModuleGraph, numbers: Mapping[Path, str], short: Mapping[Path, dict[str, str]]) -> str:
    """Return the module as a constant: a function that is called at once and returns what others need of it."""
    module = graph.modules[file]
    targets = [(each, graph.targets[file, each.source]) for each in module.imports]
    bound = [bind(each, numbers[target], short[target]) for each, target in targets if each.pairs or each.namespace]
    returned = ", ".join(f"{key}: {module.exports[name]}" for name, key in short[file].items())
    return "\n".join(
        [f"const {numbers[file]} = (() => {{", *bound, module.body.strip("\n"), f"return {{ {returned} }};", "})();"]
    )


def bind(each: Import, target: str, short: Mapping[str, str]) -> str:
    """Return the statement that gives an import its names, taken of the constant *target*."""
    if each.namespace:
        return f"const {each.namespace} = {{ {', '.join(f'{name}: {target}.{key}' for name, key in short.items())} }};"
    return f"const {{ {', '.join(f'{short[name]}: {local}' for name, local in each.pairs)} }} = {target};"


def label_of(file: Path) -> str:
    """Return how errors name *file*: with its two folders."""
    return "/".join(file.parts[-3:])
