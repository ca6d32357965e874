"""The file of a backup: a tar whose members are named and summed, compressed and encrypted where that is wanted."""
