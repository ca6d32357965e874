"""Views of this room."""

from flask import Blueprint

blueprint = Blueprint("delivery", __name__)
