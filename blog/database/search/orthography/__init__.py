"""How single scripts and languages write: forms that readers take for one, and what stands before and after a stem."""
