"""How one gets about the desk: its sections, its menu and its keys."""
