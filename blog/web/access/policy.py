"""Who may ask for what: every view declares it, and blog.web.access.enforcement refuses what is not declared."""

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import Any, TypeVar

from blog.models import Role

View = TypeVar("View", bound=Callable[..., Any])


class Proof(Enum):
    """What shows that a POST was meant by the person it comes from."""

    TOKEN = "the form carries the CSRF token of the session"  # noqa: S105
    ORIGIN = "the browser says that the form stood on this site; no cookie is needed"
    LINK = "the address itself is signed and personal (RFC 8058 3.2: no cookie, no token)"
    SIGNATURE = "a machine signs time and body with a key that we share; the view refuses what is not signed"


@dataclass(frozen=True)
class Policy:
    """The rule of one view; *role* None lets everybody in."""

    role: Role | None
    proof: Proof


def anyone(proof: Proof) -> Callable[[View], View]:
    """Declare that everybody may use the view; *proof* guards its POST."""
    return declare(Policy(role=None, proof=proof))


def staff(role: Role = Role.AUTHOR) -> Callable[[View], View]:
    """Declare that signed-in people with the rights of *role* may use the view; contributors only where it says so."""
    return declare(Policy(role=role, proof=Proof.TOKEN))


def declare(policy: Policy) -> Callable[[View], View]:
    """Return a decorator that writes *policy* on the view."""

    def mark(view: View) -> View:
        view.policy = policy  # type: ignore[attr-defined]
        return view

    return mark


def policy_of(view: Callable[..., Any] | None) -> Policy | None:
    """Return the policy that *view* declares, or None."""
    return getattr(view, "policy", None)
