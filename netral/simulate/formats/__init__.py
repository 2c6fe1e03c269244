"""One writer a capture format: planned posts, lists and acts in, lines of a file out."""
