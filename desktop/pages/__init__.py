"""What a page is, and the stage on which one of them is shown."""
