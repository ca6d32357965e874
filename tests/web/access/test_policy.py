"""Policies are attached to views by decorators and read back."""

import pytest

from blog.models import Role
from blog.web.access.policy import CsrfProtection, Policy, anyone, policy_of, staff


@pytest.mark.parametrize(
    ("decorator", "policy"),
    [
        *((anyone(csrf), Policy(None, csrf)) for csrf in CsrfProtection),
        (staff(), Policy(Role.AUTHOR, CsrfProtection.TOKEN)),
        *((staff(role), Policy(role, CsrfProtection.TOKEN)) for role in Role),
    ],
)
def test_a_view_keeps_the_policy_that_it_declares(decorator: object, policy: Policy) -> None:
    def view() -> str:
        return "page"

    assert decorator(view) is view
    assert policy_of(view) == policy


@pytest.mark.parametrize("view", [None, lambda: ""])
def test_without_a_declaration_there_is_no_policy(view: object) -> None:
    assert policy_of(view) is None
