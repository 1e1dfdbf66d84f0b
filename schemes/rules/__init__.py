"""The rules of Hotel Watch as pure functions of dated facts: no Django, no clock, no database."""
