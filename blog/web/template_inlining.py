"""What templates say in the same words on every page, worked out when they are compiled.

A site has one language, that of its setting, and lives at the root of its
host; so a phrase without values and a path without parts never change. A part
that is included by its name becomes part of the page around it: finding it
and making a context for it costs as much as what it says.
"""

from typing import Any, cast

from flask import has_request_context, url_for
from flask.templating import Environment
from flask_babel import get_translations
from jinja2 import Template, TemplateNotFound, nodes
from jinja2.environment import TemplateModule
from jinja2.runtime import Context
from jinja2.visitor import NodeTransformer

from blog.web.template_codegen import QuickCode, QuickContext, written

PHRASES = frozenset({"_", "gettext"})


class PlainTemplate(Template):
    """A template whose macros know what the whole environment knows and nothing more, whoever imports them."""

    def _get_default_module(self, ctx: Context | None = None) -> TemplateModule:
        """Return the macros, without asking anew whether the importing template was loaded with names of its own."""
        return super()._get_default_module()


class FoldingEnvironment(Environment):
    """Flask's environment for templates, whose constant phrases, paths and parts become part of the text around them.

    While somebody works on templates (debug) parts stay apart, so that a
    change of one is seen and a fault in one is shown at its own line.
    """

    template_class = PlainTemplate
    code_generator_class = QuickCode
    context_class = QuickContext
    written = staticmethod(written)

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """Return the tree of a template."""
        tree = super()._parse(source, name, filename)
        return cast(nodes.Template, Folder(self).visit(tree))

    def part(self, name: str) -> nodes.Template | None:
        """Return the tree of the template *name* to be put into another; None when it must stay apart or is missing."""
        if self.app.debug or self.loader is None:
            return None
        try:
            source, filename, _ = self.loader.get_source(self, name)
        except TemplateNotFound:
            return None
        tree = self._parse(source, name, filename)
        is_page = next(tree.find_all((nodes.Extends, nodes.Block)), None) is not None
        return None if is_page else tree


class Folder(NodeTransformer):
    """Replaces calls by what they would return, and inclusions by what they include."""

    def __init__(self, environment: FoldingEnvironment) -> None:
        self.environment = environment

    def visit_Include(self, node: nodes.Include, *_args: Any, **_kwargs: Any) -> nodes.Node:  # noqa: N802 - Jinja calls it so.
        """Return the part in a scope of its own, as an inclusion has one, or *node* when it is not known by name."""
        if not node.with_context or not isinstance(node.template, nodes.Const):
            return node
        part = self.environment.part(str(node.template.value))
        return node if part is None else nodes.Scope(part.body, lineno=node.lineno)

    def visit_Call(self, node: nodes.Call, *args: Any, **kwargs: Any) -> nodes.Node:  # noqa: N802 - Jinja calls it so.
        """Return the phrase or path that *node* asks for, or *node* when it may differ from page to page."""
        self.generic_visit(node, *args, **kwargs)
        is_plain = len(node.args) == 1 and not (node.kwargs or node.dyn_args or node.dyn_kwargs)
        if not is_plain or not isinstance(node.node, nodes.Name) or not isinstance(node.args[0], nodes.Const):
            return node
        word = str(node.args[0].value)
        if node.node.name in PHRASES:
            phrase = get_translations().ugettext(word)
            return node if "%" in phrase else nodes.MarkSafe(nodes.Const(phrase), lineno=node.lineno)
        if node.node.name == "url_for" and not word.startswith(".") and has_request_context():
            return nodes.Const(url_for(word), lineno=node.lineno)
        return node
