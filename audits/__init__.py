"""What outside judges say of the pages: Lighthouse, the Nu HTML checker, the schema of JSON Feed and feedparser."""
