"""What other programs write in lists of readers: names of columns, words of states, times."""
