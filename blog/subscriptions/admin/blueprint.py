"""The blueprint of readers at the desk."""

from flask import Blueprint

blueprint = Blueprint("readers", __name__)
