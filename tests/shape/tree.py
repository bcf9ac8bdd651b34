"""Where the shape tests look."""

import ast
import subprocess
from collections.abc import Iterator
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
SOURCE = REPOSITORY / "src" / "lawang"


def tracked() -> list[Path]:
    """Every file git knows or would add; in an exported tree without git, every file."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=REPOSITORY, capture_output=True, check=False,
    )  # fmt: skip
    if listed.returncode:
        skip = {".git", ".venv", "var", "__pycache__"}
        return [p for p in REPOSITORY.rglob("*") if p.is_file() and not skip & set(p.parts)]
    names = listed.stdout.decode().split("\0")
    return [REPOSITORY / name for name in names if name and (REPOSITORY / name).is_file()]


def modules(root: Path = SOURCE) -> Iterator[tuple[Path, ast.Module]]:
    """Every Python file of ours below `root`, parsed; migrations are made, not written."""
    for path in sorted(root.rglob("*.py")):
        if "migrations" not in path.parts:
            yield path, ast.parse(path.read_text(encoding="utf-8"))


def place(path: Path) -> str:
    """The path as a reader would type it."""
    return str(path.relative_to(REPOSITORY))
