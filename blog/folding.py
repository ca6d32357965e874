"""What templates say in the same words on every page, worked out when they are compiled.

A site has one language, that of its setting, and lives at the root of its
host; so a phrase without values and a path without parts never change.
"""

from typing import Any, cast

from flask import has_request_context, url_for
from flask.templating import Environment
from flask_babel import get_translations
from jinja2 import nodes
from jinja2.visitor import NodeTransformer

PHRASES = frozenset({"_", "gettext"})


class FoldingEnvironment(Environment):
    """Flask's environment for templates, whose constant phrases and paths become part of the text around them."""

    def _parse(self, source: str, name: str | None, filename: str | None) -> nodes.Template:
        """Return the tree of a template."""
        tree = super()._parse(source, name, filename)
        return cast(nodes.Template, Folder().visit(tree))


class Folder(NodeTransformer):
    """Replaces calls by what they would return."""

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
