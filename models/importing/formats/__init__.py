"""A small file for each format: from a file's bytes to the articles in it."""
