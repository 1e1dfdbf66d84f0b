"""What this room does. Each module is called by its name: `premises.record_premises(...)`."""
