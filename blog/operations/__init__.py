"""Commands, supervisor, jobs, health, doctor and demo; may use every room."""
