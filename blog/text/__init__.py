"""Pure text work: cleaning, language, differences, Markdown."""
