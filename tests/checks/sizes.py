"""Tail budgets: `python -m tests.checks.sizes` prints median and p95 per folder and fails over a limit."""

from __future__ import annotations

import ast
import statistics
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
SKIPPED = ("contracts/generated/", "/migrations/")
FUNCTION_MAX, FUNCTION_P95 = 60, 40
FILE_MAX, FILE_P95 = 400, 300


class Size(NamedTuple):
    where: str
    lines: int


def tracked() -> list[Path]:
    """Python files under version control, less the generated ones."""
    listed = subprocess.run(["git", "ls-files", "*.py"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / name for name in listed.splitlines() if not any(part in f"/{name}" for part in SKIPPED)]


def functions(path: Path) -> list[Size]:
    """Every function with its length in lines, decorators not counted."""
    tree = ast.parse(path.read_text())
    return [
        Size(f"{path.relative_to(ROOT)}:{node.lineno} {node.name}", (node.end_lineno or 0) - node.lineno + 1)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def p95(sizes: list[Size]) -> int:
    """The 95th percentile."""
    ordered = sorted(size.lines for size in sizes)
    return ordered[int(0.95 * (len(ordered) - 1))] if ordered else 0


def report(name: str, kind: str, sizes: list[Size], maximum: int, tail: int) -> list[str]:
    """Print one line; answers what is over the budget."""
    if not sizes:
        return []
    median = int(statistics.median(size.lines for size in sizes))
    print(f"{name:14} {kind:9} {len(sizes):5}  median {median:3}  p95 {p95(sizes):3}")
    over = [f"{size.where}: {size.lines} lines, {maximum} at most" for size in sizes if size.lines > maximum]
    if p95(sizes) > tail:
        over.append(f"{name}: p95 of {kind} is {p95(sizes)} lines, {tail} at most")
    return over


def main() -> int:
    """Check every folder."""
    over: list[str] = []
    by_folder: dict[str, list[Path]] = {}
    for path in tracked():
        by_folder.setdefault(path.relative_to(ROOT).parts[0], []).append(path)
    for folder, paths in sorted(by_folder.items()):
        files = [Size(str(path.relative_to(ROOT)), path.read_text().count("\n") + 1) for path in paths]
        found = [size for path in paths for size in functions(path)]
        over += report(folder, "functions", found, FUNCTION_MAX, FUNCTION_P95)
        over += report(folder, "files", files, FILE_MAX, FILE_P95)
    print("\n".join(over))
    return 1 if over else 0


if __name__ == "__main__":
    sys.exit(main())
