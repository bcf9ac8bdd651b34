"""The tables of the applications module."""

from lawang.applications.rows import (
    Application,
    ApplicationEvent,
    ApplicationPaper,
    PageState,
    PaperPage,
    TrackingTry,
    Verdict,
)

__all__ = [
    "Application",
    "ApplicationEvent",
    "ApplicationPaper",
    "PageState",
    "PaperPage",
    "TrackingTry",
    "Verdict",
]
