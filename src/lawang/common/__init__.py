"""Small and plain: nothing here knows offices, people or Django models."""
