"""How a citizen files in the browser: steps that several journeys share."""

import re
from collections.abc import Mapping
from io import BytesIO

from playwright.sync_api import Error, FilePayload, Page

from tests.applications.make import card

NUMBER = re.compile(r"[A-Z]{3}-[A-Z2-9]{4}-[A-Z2-9]{4}-[A-Z2-9]")


def begin(page: Page, office: str, service: str, case: str) -> None:
    """Open the form from the service page and choose the case."""
    page.goto(f"/{office}/layanan/{service}/")
    page.locator(f"a.btn[href='/{office}/ajukan/{service}/']").first.click()
    page.locator(f"input[name=case][value={case}]").check()
    page.get_by_role("button", name="Mulai mengisi").click()


def fill(page: Page, answers: Mapping[str, str]) -> None:
    """Fill every page of questions until the photos or the review."""
    while "/isian/" in page.url:
        fill_one(page, answers)
        page.get_by_role("button", name="Simpan").click()
        assert not page.locator("[role=alert]").count(), page.locator("[role=alert]").inner_text()


def fill_one(page: Page, answers: Mapping[str, str]) -> None:
    """Answer what stands on this page; what is not in `answers` stays empty."""
    for asked in page.locator("input[name=tampil]").all():
        key = asked.get_attribute("value") or ""
        if key in answers:
            _answer(page, key, answers[key])
        by_hand = f"{key}_lainnya"
        if answers.get(by_hand):
            page.locator(f"[name={by_hand}]").fill(answers[by_hand])


def _answer(page: Page, key: str, value: str) -> None:
    """A value of "" takes the first choice or some text; what may stay empty stays empty."""
    if not value and "(boleh kosong)" in page.locator(f"#f-{key}").inner_text():
        return
    field = page.locator(f"[name={key}]").first
    kind = field.evaluate("e => e.type || e.tagName.toLowerCase()")
    if kind == "radio":
        chosen = page.locator(f"[name={key}][value='{value}']")
        (chosen if chosen.count() else field).check()
    elif kind == "select-one":
        field.select_option(value) if value else field.select_option(index=1)
    else:
        numeric = field.get_attribute("inputmode") == "numeric"
        field.fill(value or ("3" if numeric else "Contoh"))


def photo(name: str, words: str = "", **drawn: float) -> FilePayload:
    """A drawn photo, as the phone's camera would give it."""
    file = card(words=words or name, **drawn)  # type: ignore[arg-type]
    assert isinstance(file, BytesIO)
    return {"name": f"{name}.jpg", "mimeType": "image/jpeg", "buffer": file.getvalue()}


def choose_photos(page: Page, papers: Mapping[str, int]) -> None:
    """Choose this many photos for each paper; nothing is sent yet."""
    for paper, count in papers.items():
        photos = [photo(f"{paper}-{place}") for place in range(count)]
        page.locator(f"input[name=foto-{paper}]").set_input_files(photos)


def press_without_network(page: Page, button: str) -> None:
    """The network is gone while a button is pressed; then it comes back, and so does the page."""
    before = page.url
    page.context.set_offline(True)
    page.get_by_role("button", name=button).first.click(no_wait_after=True)
    page.wait_for_timeout(300)  # the browser's own error page replaces ours
    page.context.set_offline(False)
    try:
        page.go_back(wait_until="load")
    except Error:
        page.goto(before)
    if page.url != before:
        page.goto(before)


def papers_asked(page: Page) -> dict[str, int]:
    """The papers on the page that are not optional, with how many photos each wants."""
    asked = {}
    for field in page.locator("input[type=file]").all():
        name = (field.get_attribute("name") or "").removeprefix("foto-")
        card_text = page.locator(f"#f-{name}").inner_text()
        if "(kalau ada)" not in card_text:
            wanted = re.search(r"Ambil (\d+) foto", card_text)
            asked[name] = int(wanted[1]) if wanted else 1
    return asked


def send_photos(page: Page, papers: Mapping[str, int]) -> None:
    """Choose and send them, and on to the review."""
    choose_photos(page, papers)
    page.get_by_role("button", name="Simpan foto dan lanjut").click()


def send(page: Page) -> str:
    """Agree and send; the number of the receipt."""
    page.locator("input[name=setuju]").check()
    page.get_by_role("button", name="Kirim permohonan").click()
    found = NUMBER.search(page.locator(".code").inner_text())
    assert found, page.content()
    return found[0]


def track(page: Page, number: str, born: str) -> None:
    """Look it up as somebody who only has number and birth date."""
    page.goto("/lacak/")
    page.get_by_label("Nomor permohonan").fill(number)
    page.get_by_label("Tanggal lahir pemohon").fill(born)
    page.get_by_role("button", name="Lihat perkembangan").click()
