"""A bucket of any service that speaks S3: its address, what is asked of it, and what its faults mean."""
