"""The event table: a model that holds a few pages of any number of rows, and its view."""
