"""The rules of being trained, as pure functions: no Django, no clock, no database."""
