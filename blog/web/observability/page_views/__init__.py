"""Page views: who is counted, where they came from, and the counts of this process; nothing about a person."""
