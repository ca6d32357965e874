"""The worker: main loop, jobs, scheduler, sender, shutdown."""
