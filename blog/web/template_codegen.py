"""What compiled templates call for every value they write, where Jinja's own way is the longer one.

Both say what Jinja says, but that a callable which raises StopIteration is a fault here and no undefined value. A
page of an article asks some three hundred times.
"""

import re
from collections.abc import Callable
from types import BuiltinFunctionType, FunctionType, MethodType
from typing import Any

from jinja2 import nodes
from jinja2.compiler import CodeGenerator, Frame
from jinja2.runtime import Context, Macro
from markupsafe import Markup, escape

NEEDS_ESCAPE = re.compile("[&<>\"']").search
PLAIN = frozenset({FunctionType, MethodType, BuiltinFunctionType})
WITHIN = ("_loop_vars", "_block_vars")
"""What compiled code hands on for callables that want to know where they are called."""


def written(value: Any) -> str:
    """Return *value* as HTML text; most of what a page writes has nothing to be escaped, or is marked as safe."""
    kind = type(value)
    is_ready = kind is Markup or (kind is str and NEEDS_ESCAPE(value) is None)
    return value if is_ready else escape(value)


class QuickCode(CodeGenerator):
    """Writes the code of a template, in which what is put out goes through written() instead of escape()."""

    def _output_child_pre(self, node: nodes.Expr, frame: Frame, finalize: Any) -> None:
        """Begin to put out the value of *node*."""
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape:
            super()._output_child_pre(node, frame, finalize)
            return
        self.write("environment.written(")
        if finalize.src is not None:
            self.write(finalize.src)


class QuickContext(Context):
    """The names that a template knows; calls what is a plain function without asking what else it might be."""

    def call(__self, __obj: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:  # noqa: N805 - as Jinja names them.
        """Call *__obj*, a macro with the rules of escaping that hold here."""
        kind = type(__obj)
        if kind is not Macro and (kind not in PLAIN or hasattr(__obj, "jinja_pass_arg")):
            return super().call(__obj, *args, **kwargs)
        for name in WITHIN:
            kwargs.pop(name, None)
        return __obj(__self.eval_ctx, *args, **kwargs) if kind is Macro else __obj(*args, **kwargs)
