"""Use cases that span modules when an office has to close."""
