"""The date histogram: buckets, what is in sight of them, and the bars to look at and brush."""
