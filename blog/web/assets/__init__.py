"""Style sheets and scripts: joined, named by their content, compressed when first asked for, cached for ever."""
