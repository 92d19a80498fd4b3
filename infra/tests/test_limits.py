"""Raised limits never reach a site that others use."""

from __future__ import annotations

from pathlib import Path

import pytest

from infra.limits import require_own_limits
from infra.native import supervisor
from infra.native.system import Settings, System

RAISED = {"LIMITS_MULTIPLIER": "1000"}


@pytest.mark.parametrize("ports", [(80, None), (8480, 443), (8080, 8481), (8480, 8443)])
def test_raised_limits_are_refused_on_public_ports(ports: tuple[int, int | None]) -> None:
    with pytest.raises(ValueError, match="not for a site on port"):
        require_own_limits(ports, RAISED)


def test_raised_limits_are_refused_under_a_public_name() -> None:
    with pytest.raises(ValueError, match="PUBLIC_URL"):
        require_own_limits((8480, 8481), {**RAISED, "PUBLIC_URL": "https://photos.example"})


@pytest.mark.parametrize("text", ["0", "-1", "much", "inf", "nan", ""])
def test_nonsense_is_refused_everywhere(text: str) -> None:
    with pytest.raises(ValueError, match="not a positive number"):
        require_own_limits((8480, None), {"LIMITS_MULTIPLIER": text})


@pytest.mark.parametrize("environ", [{}, {"LIMITS_MULTIPLIER": "1"}, {"LIMITS_MULTIPLIER": "0.5"}])
def test_limits_as_they_are_or_tighter_may_be_public(environ: dict[str, str]) -> None:
    require_own_limits((80, 443), environ)


def test_a_system_on_other_ports_may_raise_them() -> None:
    require_own_limits((8480, 8481), RAISED)


def test_a_public_system_does_not_start_with_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Seen to start without the question in `supervisor.start`. Nothing is written or run before it."""
    monkeypatch.setenv("LIMITS_MULTIPLIER", "1000")
    with pytest.raises(ValueError, match="port 80"):
        supervisor.start(System.open(tmp_path, Settings(port_base=25000)))
    assert not (tmp_path / "supervisord.conf").exists()
