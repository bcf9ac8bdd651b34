"""Lawang berdiri dan menjawab."""

from playwright.sync_api import Page


def test_lawang__baru_dinyalakan__menjawab(page: Page) -> None:
    page.goto("/healthz")
    assert page.text_content("body").strip() == "ok"
    answer = page.goto("/readyz")
    assert answer.status == 200
