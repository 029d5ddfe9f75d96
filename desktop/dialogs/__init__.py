"""The frame that dialogs share which decide something."""
