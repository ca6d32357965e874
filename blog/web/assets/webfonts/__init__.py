"""The typefaces that readers are sent: subsets, made once, and the rules of CSS that name them."""
