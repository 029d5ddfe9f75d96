"""SQLAlchemy tables of a chronicle."""
