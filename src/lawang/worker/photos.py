"""The worker's rounds over applications: photos made fit to be seen, and what is forgotten."""

from datetime import datetime

from lawang.applications import cleaning_jobs, retention, tracking


def clean_photos(at: datetime) -> None:
    """The next few photos, one at a time."""
    cleaning_jobs.clean_due(at=at)


def sweep_files(_at: datetime) -> None:
    """Files that no row names: what a kill left behind."""
    cleaning_jobs.sweep()


def forget(at: datetime) -> None:
    """Old drafts, old photos, old wrong tries: one lot of each."""
    retention.forget_old_drafts(at=at)
    retention.forget_old_uploads(at=at)
    tracking.forget_old_tries(at=at)
