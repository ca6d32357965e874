"""The pages that ask before a deed: publishing, withdrawing, deleting."""
