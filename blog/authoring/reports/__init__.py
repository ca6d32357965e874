"""Error reports of readers: the queue, and closing one."""
