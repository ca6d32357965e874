"""Style sheets and scripts: joined, named by their content, compressed once, cached for ever."""
