"""What every test may use, and: with CI=true a skipped test is a failure."""

import os

import pytest
from hypothesis import HealthCheck, settings

# A busy machine is slow and not wrong: how long drawing an example takes is no property.
settings.register_profile("lawang", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("lawang")


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    outcome = yield
    report = outcome.get_result()
    if report.skipped and os.environ.get("CI") == "true" and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
        report.longrepr = f"skipped although CI=true: {report.longrepr}"


def pytest_collection_modifyitems(config, items):
    """On PostgreSQL only the tests that touch the database are run again."""
    if os.environ.get("LAWANG_TEST_DATABASE_ONLY"):
        wanted = {"db", "transactional_db", "client", "admin_client"}
        again = [
            item
            for item in items
            if item.get_closest_marker("django_db") or wanted & set(item.fixturenames)
        ]
        config.hook.pytest_deselected(items=[item for item in items if item not in again])
        items[:] = again
