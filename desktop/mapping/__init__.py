"""Where events happened: countries as areas, cities as dots, and a table of all places."""
