"""Parts of the editor's form that stand for themselves: a picture for the text, and the topics."""
