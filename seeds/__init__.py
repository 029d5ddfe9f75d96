"""The article a first start imports."""
