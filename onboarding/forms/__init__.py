"""What people type at the doors and at an officer's desk."""
