"""The shape of the tree: small files, no signals, words we do not use, every function explained."""

import ast
import re

from tests.shape.tree import REPOSITORY, modules, place, tracked

MOST_LINES = 400
UNUSED_NAMES = re.compile(r"(^|_)(manager|helper|helpers|utils|handler|info)(_|$)|^process_")


def test_files__any__at_most_400_lines() -> None:
    long = [
        f"{place(path)}: {len(path.read_text(encoding='utf-8').splitlines())}"
        for path in tracked()
        if path.suffix in {".py", ".html", ".css", ".js"} and "migrations" not in path.parts
        if len(path.read_text(encoding="utf-8").splitlines()) > MOST_LINES
    ]
    assert not long, long


def test_source__signals__none() -> None:
    found = [
        f"{place(path)}:{node.lineno}"
        for path, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom | ast.Import)
        if any("signals" in word.split(".") for word in _imported(node))
    ]
    assert not found, found


def test_source__public_functions__have_docstrings() -> None:
    bare = [
        f"{place(path)}:{node.lineno} {node.name}"
        for path, tree in modules()
        for node in _public_functions(tree)
        if not ast.get_docstring(node) and not _is_override(node)
    ]
    assert not bare, bare


def test_source__names__only_words_we_use() -> None:
    found = [
        f"{place(path)}:{node.lineno} {node.name}"
        for path, tree in modules()
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and UNUSED_NAMES.search(node.name)
    ]
    found += [
        place(path)
        for path, _ in modules()
        if UNUSED_NAMES.search(path.stem) or path.stem == "services"
    ]
    assert not found, found


def test_requirements__every_line__pinned_with_a_hash_and_no_address() -> None:
    for name in ("run.txt", "test.txt"):
        text = (REPOSITORY / "requirements" / name).read_text(encoding="utf-8")
        assert "://" not in text
        assert not re.search(r"^\s*--(?!hash)", text, re.MULTILINE)
        pins = [line for line in text.splitlines() if line and line[0].isalnum()]
        assert all("==" in line and line.endswith("\\") for line in pins), pins


def _imported(node: ast.Import | ast.ImportFrom) -> list[str]:
    names = [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom):
        return [f"{node.module}.{name}" for name in names]
    return names


def _public_functions(tree: ast.Module) -> list[ast.FunctionDef]:
    """Module-level functions and methods of module-level classes whose names are public."""
    bodies = [tree.body, *(node.body for node in tree.body if isinstance(node, ast.ClassDef))]
    return [
        node
        for body in bodies
        for node in body
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_")
    ]


def _is_override(node: ast.FunctionDef) -> bool:
    """Methods whose meaning Django or Python fixes: save, clean, ready and the like."""
    framework = {"save", "clean", "ready", "get_queryset", "main", "error"}
    return node.name in framework or any(
        isinstance(mark, ast.Name) and mark.id == "override" for mark in node.decorator_list
    )
