"""Checks of the templates of a theme: syntax, what they extend and include, and the blocks that they keep."""

from collections.abc import Iterator, Mapping

from jinja2 import Environment, TemplateError, TemplateSyntaxError, nodes
from jinja2.meta import find_referenced_templates

from blog.web.themes.promised_blocks import PROMISED_BLOCKS
from blog.web.themes.theme import Theme

OURS = "broadsheet/"
"""Under this prefix our templates stand beside those of a theme, so that one can extend the other of its name."""
MACROS = "macros/"
CLOSED = ("authoring/", "desk/", "delivery/", "site/", "subscriptions/admin/", "accounts/people/", "pictures/", OURS)
"""Pages of the desk are no part of a theme: what a person works with must not depend on it."""


def template_faults(theme: Theme, environment: Environment) -> Iterator[str]:
    """Yield what keeps the templates of *theme* from being used in *environment*, a sentence each."""
    parsed: dict[str, nodes.Template] = {}
    for name, source in sorted(theme.templates.items()):
        if name.startswith(CLOSED):
            yield f"templates/{name} cannot be in a theme: it would change the desk, or hide a template of Broadsheet."
        elif fault := syntax_fault(source, name, environment):
            yield f"templates/{name}{fault}"
        else:
            parsed[name] = environment.parse(source, name)
    known = {*environment.list_templates(), *theme.templates}
    for name, tree in parsed.items():
        yield from reference_faults(name, tree, known | {f"{OURS}{own}" for own in known})
        yield from macro_faults(name, tree, environment)
        if is_circular(name, parsed):
            yield f'templates/{name} extends itself: write {{% extends "{OURS}{name}" %}} to extend that of Broadsheet.'


def syntax_fault(source: str, name: str, environment: Environment) -> str:
    """Return where and why *source* cannot be compiled, "" if it can."""
    try:
        environment.compile(source, name)
    except TemplateSyntaxError as error:
        return f", line {error.lineno}: {error.message}"
    except TemplateError as error:
        return f": {error.message}"
    return ""


def macro_faults(name: str, tree: nodes.Template, environment: Environment) -> Iterator[str]:
    """Yield a sentence for each macro of our file *name* that *tree*, which takes its place, does not offer."""
    if name.startswith(MACROS) and environment.loader and f"{OURS}{name}" in environment.list_templates():
        source, _, _ = environment.loader.get_source(environment, f"{OURS}{name}")
        for missing in sorted(names_offered_by(environment.parse(source)) - names_offered_by(tree)):
            yield f"templates/{name} lacks the macro {missing}, which pages import from it."


def names_offered_by(tree: nodes.Template) -> set[str]:
    """Return the names that other templates can import from *tree*: macros, and what is set at its top."""
    assigned = (node.target for node in tree.body if isinstance(node, nodes.Assign))
    names = {target.name for target in assigned if isinstance(target, nodes.Name)}
    return {node.name for node in tree.body if isinstance(node, nodes.Macro)} | names


def reference_faults(name: str, tree: nodes.Template, known: set[str]) -> Iterator[str]:
    """Yield a sentence for each template that *name* extends, includes or imports and that is not there."""
    for other in find_referenced_templates(tree):
        if other is not None and other not in known:
            yield f"templates/{name} names the template {other}, and there is no such template."


def parent_of(tree: nodes.Template) -> str | None:
    """Return the template that *tree* extends, if its name is written out."""
    for found in tree.find_all(nodes.Extends):
        return str(found.template.value) if isinstance(found.template, nodes.Const) else None
    return None


def is_circular(name: str, parsed: Mapping[str, nodes.Template]) -> bool:
    """Return whether what the template *name* of a theme extends leads back to it."""
    seen = [name]
    while seen[-1] in parsed:
        parent = parent_of(parsed[seen[-1]])
        if parent == name:
            return True
        if parent is None or parent in seen:
            return False
        seen.append(parent)
    return False


def lost_blocks(theme: Theme, environment: Environment) -> dict[str, list[str]]:
    """Return the promised blocks that templates of *theme* no longer have, by template; *environment* has the theme."""
    lost = {}
    for name, promised in PROMISED_BLOCKS.items():
        if name in theme.templates:
            kept = blocks_of(name, environment)
            lost[name] = [block for block in promised if block not in kept]
    return {name: blocks for name, blocks in lost.items() if blocks}


def blocks_of(name: str, environment: Environment) -> set[str]:
    """Return the blocks of the template *name* and of all that it extends."""
    found: set[str] = set()
    seen: set[str] = set()
    following: str | None = name
    while following and following not in seen and environment.loader:
        seen.add(following)
        source, file, _ = environment.loader.get_source(environment, following)
        tree = environment.parse(source, following, file)
        found |= {block.name for block in tree.find_all(nodes.Block)}
        following = parent_of(tree)
    return found


def needless_templates(theme: Theme, ours: set[str], environment: Environment) -> list[str]:
    """Return the templates of *theme* that neither take the place of one of *ours* nor are named by another of it."""
    named = {
        other
        for name, source in theme.templates.items()
        for other in find_referenced_templates(environment.parse(source, name))
    }
    return sorted(name for name in theme.templates if name not in ours and name not in named)
