"""Citizens, staff, roles, consent, facilitators and audit events."""
