"""What templates of previews print: the files for programs as the form of settings would make them."""

from blog.site.blueprint import blueprint
from blog.web.clock import read_clock
from blog.web.languages.offered import offered_languages
from blog.web.site_identity.site_settings import SiteSettings
from blog.web.site_identity.trust_files import write_security, write_trust
from blog.web.site_identity.usage_preferences import usage_headers, write_robots

blueprint.add_app_template_global(write_robots, "robots_text")
blueprint.add_app_template_global(usage_headers, "usage_headers")


@blueprint.app_template_global()
def trust_texts(site: SiteSettings) -> list[tuple[str, str]]:
    """Return name and text of the files about trust and security."""
    security = write_security(site, offered_languages(), read_clock())
    return [("trust.txt", write_trust(site)), ("security.txt", security)]
