"""The sitemap: every page that a search engine should know, in parts that stay what they are."""
