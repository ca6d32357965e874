"""The serif that readers are sent: subsets of Source Serif 4, made once, and the rules of CSS that name them."""
