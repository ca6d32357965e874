"""Who is named as having written an article, and as having looked it over."""
