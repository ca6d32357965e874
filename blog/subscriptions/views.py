"""Views of this room."""

from flask import Blueprint

blueprint = Blueprint("subscriptions", __name__)
