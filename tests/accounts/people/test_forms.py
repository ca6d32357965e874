"""Forms of the people pages."""

import pytest
from flask import Flask

from blog.accounts.people.forms import ROLE_LABELS, InvitationForm, RoleForm
from blog.models import Role


def test_every_role_can_be_chosen_and_contributor_is_the_default(app: Flask) -> None:
    with app.test_request_context():
        form = InvitationForm()

        assert [choice.value for choice in form.role.choices] == [role.value for role in Role]
        assert form.role.data == Role.CONTRIBUTOR.value
    assert set(ROLE_LABELS) == set(Role)


@pytest.mark.parametrize(
    ("data", "wrong"),
    [
        ({"role": "editor"}, set()),
        ({"role": "king"}, {"role"}),
        ({"role": "editor", "present": "x" * 1025}, {"present"}),
    ],
)
def test_a_role_is_one_of_ours_and_a_password_is_limited(app: Flask, data: dict[str, str], wrong: set[str]) -> None:
    with app.test_request_context(method="POST", data=data):
        form = RoleForm(meta={"csrf": False})
        form.validate()

        assert set(form.errors) == wrong
