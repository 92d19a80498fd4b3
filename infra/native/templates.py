"""Configuration templates: `$name` placeholders of string.Template, filled completely or not at all."""

from __future__ import annotations

from pathlib import Path
from string import Template

INFRA = Path(__file__).resolve().parents[1]


def fill(template: str, values: dict[str, object]) -> str:
    """Text of infra/<template> with every placeholder replaced. Raises KeyError when one has no value."""
    return Template((INFRA / template).read_text()).substitute(values)
