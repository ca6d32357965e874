"""Access policies that views declare by decorator; blog.web.access.enforcement refuses views without one."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any, TypeVar

from blog.models import Role

View = TypeVar("View", bound=Callable[..., Any])


class CsrfProtection(Enum):
    """Protection of a POST against cross-site request forgery."""

    TOKEN = "the form carries the CSRF token of the session"  # noqa: S105
    ORIGIN = "the browser says that the form stood on this site; no cookie is needed"
    LINK = "the address itself is signed and personal (RFC 8058 3.2: no cookie, no token)"
    SIGNATURE = "the view verifies an HMAC over time and body, made with a shared key"


@dataclass(frozen=True)
class Policy:
    """The rule of one view; *role* None means that no sign-in is needed."""

    role: Role | None
    csrf: CsrfProtection
    during_setup: bool = False
    """Open also to who must set up a second factor before anything else."""


def anyone(csrf: CsrfProtection) -> Callable[[View], View]:
    """Declare that the view needs no sign-in; *csrf* protects its POST."""
    return declare(Policy(role=None, csrf=csrf))


def staff(role: Role = Role.AUTHOR, *, during_setup: bool = False) -> Callable[[View], View]:
    """Declare that the view needs a signed-in person with the rights of *role* and a CSRF token.

    With *during_setup* also who must set up a second factor may enter it.
    """
    return declare(Policy(role=role, csrf=CsrfProtection.TOKEN, during_setup=during_setup))


def declare(policy: Policy) -> Callable[[View], View]:
    """Return a decorator that attaches *policy* to the view."""

    def attach(view: View) -> View:
        view.policy = policy  # type: ignore[attr-defined]
        return view

    return attach


def policy_of(view: Callable[..., Any] | None) -> Policy | None:
    """Return the policy that *view* declares, or None."""
    return getattr(view, "policy", None)
