"""The blueprint of imports at the desk."""

from flask import Blueprint

blueprint = Blueprint("moving", __name__)
