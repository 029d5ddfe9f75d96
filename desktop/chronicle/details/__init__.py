"""The detail pane: one event as a card, from what happened down to the words that say so."""
