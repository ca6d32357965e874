"""The Flask extensions, made here and bound to the application by create_app."""

from babel.support import NullTranslations
from flask import Flask, current_app
from flask_babel import Babel, Domain
from flask_login import LoginManager
from flask_mail import Mail
from flask_wtf import CSRFProtect

from blog.config.catalogues import catalogue_folders, load_catalogue
from blog.config.settings import settings_of
from blog.web.addresses.links import Links


class SiteDomain(Domain):
    """The messages of the one language of a site; Flask-Babel's own domain reads compiled catalogues alone."""

    def get_translations(self) -> NullTranslations:
        """Return the catalogue of the running application."""
        catalogue: NullTranslations = current_app.extensions["catalogue"]
        return catalogue


babel = Babel()
babel.domain_instance = SiteDomain()
csrf = CSRFProtect()
login = LoginManager()
mail = Mail()


def links() -> Links:
    """Return the maker of signed links and absolute addresses of the running application."""
    maker: Links = current_app.extensions["links"]
    return maker


def init_babel(app: Flask) -> None:
    """Bind Flask-Babel to *app*, with the catalogue of the language that its settings name."""
    app.extensions["catalogue"] = load_catalogue(settings_of(app).language, catalogue_folders(app))
    babel.init_app(app)
