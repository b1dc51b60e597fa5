"""A sample of every document: what an office sees when it tries its own template. People and places are invented."""
