"""Tags and notes: the dialogs that put them on events, one or a thousand."""
