"""Words, sentences and syntax: cut, parsed, put right, walked through."""
