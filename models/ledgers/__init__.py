"""A person's own chronology in a spreadsheet: into the chronicle, compared, and out again."""
