"""One chronicle file: open, upgrade, back up, read and write scopes."""
