"""What is true: the chronicle, its store and the reading of articles. Knows no Qt."""
