"""What outside judges say of the pages: Lighthouse and the Nu HTML checker."""
