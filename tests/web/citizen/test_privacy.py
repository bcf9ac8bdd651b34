"""What the page on personal data promises is what the jobs do."""

import re

import pytest

from lawang.applications.retention import DRAFT_DAYS, UPLOAD_DAYS
from lawang.messaging.retention import MESSAGE_DAYS
from lawang.people.audit import KEPT_YEARS


@pytest.mark.parametrize("lang", ["id", "en"])
def test_privacy__times__are_those_of_the_jobs(read, lang) -> None:
    page = read(f"/dinsos-depok/data-pribadi/?bahasa={lang}").content.decode()
    kept = page[page.index('<dl class="facts">') : page.index("</dl>")]
    numbers = [int(each) for each in re.findall(r"<dd>\D*(\d+)", kept)]
    assert numbers == [DRAFT_DAYS, UPLOAD_DAYS, MESSAGE_DAYS, KEPT_YEARS]


def test_privacy__what_lawang_does_not_keep__is_not_promised(read) -> None:
    page = read("/dinsos-depok/data-pribadi/").content.decode()
    assert "2 tahun" not in page
    assert "30 hari" not in page
