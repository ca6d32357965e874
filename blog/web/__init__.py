"""What every request meets: access, forms, errors, links, assets, logs and the page cache."""
