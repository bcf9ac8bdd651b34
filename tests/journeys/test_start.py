"""Lawang berdiri dan menjawab."""

from playwright.sync_api import Page, expect


def test_lawang__baru_dinyalakan__menjawab(page: Page) -> None:
    page.goto("/healthz")
    expect(page.locator("body")).to_have_text("ok")
    page.goto("/readyz")
    expect(page.locator("body")).to_have_text("ok")
