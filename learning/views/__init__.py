"""The player: access, form, service, then redirect or render."""
