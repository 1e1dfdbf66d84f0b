"""Papers of this room, set by typst."""
