"""A folder or zip of Markdown with front matter: Jekyll, Hugo, Eleventy, WriteFreely, Mataroa, Bear."""
