"""Settings of the site at the desk: a page for each section that blog.web.site_identity declares."""
