"""/healthz, /readyz and /metrics: for the machine's watchers, without anything about people."""

import resource

from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse

_migrated = False


def healthz(request: HttpRequest) -> HttpResponse:
    """200 as long as this process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


def readyz(request: HttpRequest) -> HttpResponse:
    """200 when the database answers and has every migration; else 503 with the reason."""
    reason = _not_ready()
    if reason:
        return HttpResponse(f"{reason}\n", status=503, content_type="text/plain")
    return HttpResponse("ok\n", content_type="text/plain")


def metrics(request: HttpRequest) -> HttpResponse:
    """A few lines in the Prometheus text format."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    lines = (
        "# TYPE lawang_ready gauge",
        f"lawang_ready {0 if _not_ready() else 1}",
        "# TYPE process_cpu_seconds_total counter",
        f"process_cpu_seconds_total {usage.ru_utime + usage.ru_stime:.2f}",
        "# TYPE process_max_resident_memory_bytes gauge",
        f"process_max_resident_memory_bytes {usage.ru_maxrss * 1024}",
    )
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; version=0.0.4")


def _not_ready() -> str:
    """Why this process cannot serve yet, or an empty string."""
    global _migrated  # migrations do not go away while the process runs
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        if not _migrated:
            executor = MigrationExecutor(connection)
            _migrated = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return "database does not answer"
    return "" if _migrated else "migrations pending"
