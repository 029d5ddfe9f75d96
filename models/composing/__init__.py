"""From what readers said and what people decided to the chronicle: pure rules, and one writer."""
