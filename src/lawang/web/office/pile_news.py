"""What happened to the pile after somebody looked at it, for the page that says "look again"."""

from datetime import datetime

from lawang.offices.days_in_words import moment_in_words
from lawang.offices.queries import OfficeNow
from lawang.people.queries import actor_names


def news_since(now: OfficeNow, seen_at: str) -> tuple[str, ...]:
    """Sentences, the newest first; of the whole pile when `seen_at` is not a time."""
    try:
        since: datetime | None = datetime.fromisoformat(seen_at)
    except ValueError:
        since = None
    found: list[tuple[datetime, str, str]] = []
    for period in now.policy.periods:
        who, title = now.publications[period.id], now.texts(period.id).title.id
        found.append((period.published_at, who.by, f"memberlakukan “{title}”"))
        for word, by in zip(period.amendments, who.amended_by, strict=True):
            done = "mencabut" if word.revoked else "mengubah hari terakhir"
            found.append((word.made_at, by, f"{done} “{title}”"))
    names = actor_names({by for _, by, _ in found}, now.slug)
    recent = [each for each in sorted(found, reverse=True) if since is None or each[0] >= since]
    return tuple(
        f"{names.get(by, by)} {did}, {moment_in_words(at.astimezone(now.policy.tz))}."
        for at, by, did in recent[:5]
    )
