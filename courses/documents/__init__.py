"""Documents of this room that people keep: made by typst, tagged so that a screen reader can read them."""
