"""Views of this room."""

from flask import Blueprint

blueprint = Blueprint("pictures", __name__)
