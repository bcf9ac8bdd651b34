"""A real server, a real browser, and axe on every page that a journey visits."""

import functools
from collections.abc import Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, ViewportSize, sync_playwright

from tests.running import REPOSITORY, Running, Server

SCREENS = REPOSITORY / "var" / "screens"
CHROMIUM = "/usr/bin/chromium"
PHONE: ViewportSize = {"width": 360, "height": 740}
DESK: ViewportSize = {"width": 1280, "height": 800}
AS_OF = "2021-01-19T08:55+07:00"


def pytest_collection_modifyitems(items):
    for item in items:
        if "journeys" in item.path.parts:
            item.add_marker(pytest.mark.journey)


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One rehearsal for all journeys, at 08.55 WIB on Tuesday 19 January 2021."""
    running = Running(tmp_path_factory.mktemp("office") / "data", "--as-of", AS_OF)
    yield running.server
    running.stop()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium, headless."""
    if not Path(CHROMIUM).exists():
        pytest.skip(f"no {CHROMIUM}: apt install chromium")
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage"],
        )
        yield found
        found.close()


@pytest.fixture
def page(browser: Browser, server: Server, monkeypatch: pytest.MonkeyPatch) -> Iterator[Page]:
    """A phone of 360 x 740 whose every page is judged by axe, also those reached by a click.

    `page.goto("/…")` is relative to the server; `page.set_viewport_size(DESK)` makes it a desk.
    """
    context = browser.new_context(base_url=server.url, viewport=PHONE, locale="id-ID")
    context.set_default_timeout(10_000)
    tab = context.new_page()
    watch = Watch(tab)
    for kind, name in LEAVING:
        monkeypatch.setattr(kind, name, watch.before(getattr(kind, name)))
    yield tab
    watch.look()
    context.close()
    assert not watch.faults, "\n".join(watch.faults)


# What may lead to another page: axe judges the present one first.
LEAVING = [(Page, name) for name in ("goto", "reload", "go_back", "click", "press")] + [
    (Locator, name) for name in ("click", "press", "tap")
]


class Watch:
    """Collects what is wrong on the pages of one journey: axe, script errors, blocked content."""

    def __init__(self, tab: Page) -> None:
        self.tab = tab
        self.faults: list[str] = []
        self.seen: set[tuple[str, str]] = set()
        tab.on("pageerror", lambda error: self.faults.append(f"{tab.url}: {error}"))
        tab.on("console", self._console)

    def _console(self, message) -> None:
        if message.type == "error" and "Content Security Policy" in message.text:
            self.faults.append(f"{self.tab.url}: {message.text}")

    def before(self, act):
        """The same act, after axe has looked at the page."""

        @functools.wraps(act)
        def look_then_act(*args, **kwargs):
            self.look()
            return act(*args, **kwargs)

        return look_then_act

    def look(self) -> None:
        """Let axe judge the page that stands there now, if it is one and is new."""
        if not self.tab.url.startswith("http"):
            return
        seen = (self.tab.url, self.tab.content())
        html = self.tab.evaluate("document.contentType === 'text/html'")
        if html and seen not in self.seen:
            self.seen.add(seen)
            result = Axe().run(self.tab)
            if result.violations_count:
                self.faults.append(f"axe on {self.tab.url}:\n{result.generate_report()}")


@pytest.fixture
def axe(page: Page):
    """`axe()` judges the present page at once, for a state that no navigation ends."""

    def check() -> None:
        result = Axe().run(page)
        assert not result.violations_count, f"{page.url}\n{result.generate_report()}"

    return check


@pytest.fixture
def screenshot(page: Page):
    """`screenshot("today")` writes var/screens/today-360x740.png (the whole page)."""

    def take(name: str) -> Path:
        size = page.viewport_size or PHONE
        SCREENS.mkdir(parents=True, exist_ok=True)
        path = SCREENS / f"{name}-{size['width']}x{size['height']}.png"
        page.screenshot(path=path, full_page=True)
        return path

    return take
