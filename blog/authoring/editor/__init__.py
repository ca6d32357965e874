"""What is typed and not saved yet: kept while it is typed, offered on return; and who else has the article open."""
