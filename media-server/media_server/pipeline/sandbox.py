"""Taking away from a process everything that decoding a picture does not need.

Limits bound memory, time and files; a seccomp filter then refuses to open, create or rename files, to make sockets or
processes, and to look into other processes. Both work without any privilege and cannot be undone.
"""

from __future__ import annotations

import ctypes
import errno
import os
import platform
import resource
import signal
import struct

from media_server.pipeline.syscalls import AUDIT_AARCH64, AUDIT_X86_64, CLONE, CLONE3, REFUSED

MEMORY = 1536 * 1024 * 1024
CPU_SECONDS = 40
_OPEN_FILES = 32
_NOBODY = 65534

_PR_SET_PDEATHSIG, _PR_SET_SECCOMP, _PR_SET_NO_NEW_PRIVS = 1, 22, 38
_SECCOMP_MODE_FILTER = 2
_CLONE_THREAD, _CLONE_NEWNET = 0x00010000, 0x40000000

_libc = ctypes.CDLL(None, use_errno=True)


def die_with_parent(parent: int) -> None:
    """Be killed when `parent`, the process that started this one, ends; at once when it has ended already."""
    _prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(1)


def leave_network() -> None:
    """Move to a network namespace without interfaces, where the kernel allows it; the filter refuses sockets anyway."""
    _libc.unshare(_CLONE_NEWNET)


def enter(parent: int) -> None:
    """Confine this process for good; it keeps the files that it has open."""
    os.setsid()
    if os.geteuid() == 0:
        os.setgroups([])
        os.setresgid(_NOBODY, _NOBODY, _NOBODY)
        os.setresuid(_NOBODY, _NOBODY, _NOBODY)
    die_with_parent(parent)
    for limit, value in (
        (resource.RLIMIT_AS, MEMORY),
        (resource.RLIMIT_CPU, CPU_SECONDS),
        (resource.RLIMIT_FSIZE, 0),
        (resource.RLIMIT_NOFILE, _OPEN_FILES),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(limit, (value, value))
    _prctl(_PR_SET_NO_NEW_PRIVS, 1)
    _install_filter()


def _install_filter() -> None:
    program = _program(platform.machine())
    if program is None:
        return
    instructions = ctypes.create_string_buffer(program, len(program))
    # struct sock_fprog: a count and, aligned, the pointer
    fprog = struct.pack("HxxxxxxP", len(program) // 8, ctypes.addressof(instructions))
    _prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.create_string_buffer(fprog, len(fprog)))


def _program(machine: str) -> bytes | None:
    """The filter in classic BPF over `struct seccomp_data`: number at 0, architecture at 4, first argument at 16.

    None for a machine whose numbers we do not know.
    """
    if machine == "x86_64":
        calls = [number.x86_64 for number in REFUSED.values()]
        return _assemble(AUDIT_X86_64, CLONE.x86_64, CLONE3.x86_64, calls)
    if machine == "aarch64":
        calls = [number.aarch64 for number in REFUSED.values()]
        return _assemble(AUDIT_AARCH64, CLONE.aarch64, CLONE3.aarch64, calls)
    return None


def _assemble(audit: int, clone: int | None, clone3: int | None, refused: list[int | None]) -> bytes:
    load, equal, bits, answer = 0x20, 0x15, 0x45, 0x06
    kill, allow, refuse = 0x80000000, 0x7FFF0000, 0x00050000

    def step(code: int, value: int | None, yes: int = 0, no: int = 0) -> bytes:
        return struct.pack("HBBI", code, yes, no, value)

    lines = [step(load, 4), step(equal, audit, 1, 0), step(answer, kill), step(load, 0)]
    # the C library then uses the older call, whose flags can be looked at
    lines += [step(equal, clone3, 0, 1), step(answer, refuse | errno.ENOSYS)]
    for number in refused:
        if number is not None:
            lines += [step(equal, number, 0, 1), step(answer, refuse | errno.EPERM)]
    # a thread may be started, a process may not
    lines += [step(equal, clone, 0, 3), step(load, 16), step(bits, _CLONE_THREAD, 1, 0)]
    return b"".join([*lines, step(answer, refuse | errno.EPERM), step(answer, allow)])


def _prctl(option: int, *values: object) -> None:
    padded = [*values, *[0] * (4 - len(values))]
    arguments = [ctypes.c_ulong(value) if isinstance(value, int) else value for value in padded]
    if _libc.prctl(option, *arguments) != 0:
        code = ctypes.get_errno()
        raise OSError(code, os.strerror(code))
