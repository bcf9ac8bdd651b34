"""The wall between offices: every read of an office's rows goes through `for_office`."""

from typing import Self

from django.db import models


class OfficeRows(models.QuerySet):
    """Rows that belong to an office; the column is always called `office` and holds its slug."""

    def for_office(self, slug: str) -> Self:
        """Only the rows of this office."""
        return self.filter(office=slug)
