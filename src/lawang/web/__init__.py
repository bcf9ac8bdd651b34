"""Pages, by audience; one file per thing a person does."""
