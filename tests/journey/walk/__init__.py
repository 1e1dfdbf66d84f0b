"""The walk over every page: what is looked at (visits*.py), and the world it is looked at in (world.py)."""
