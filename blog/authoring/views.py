"""Views of this room."""

from flask import Blueprint

blueprint = Blueprint("authoring", __name__)
