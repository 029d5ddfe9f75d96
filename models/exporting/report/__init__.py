"""Chronologies for readers: one text with headings and notes, written in several formats."""
