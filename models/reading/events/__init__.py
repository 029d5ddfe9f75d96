"""From words with grammar to events: triggers, status, roles, dates, happenings, summaries."""
