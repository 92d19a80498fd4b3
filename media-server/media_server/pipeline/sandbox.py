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

MEMORY = 1536 * 1024 * 1024
CPU_SECONDS = 40
_OPEN_FILES = 32
_NOBODY = 65534

_PR_SET_PDEATHSIG, _PR_SET_SECCOMP, _PR_SET_NO_NEW_PRIVS = 1, 22, 38
_SECCOMP_MODE_FILTER = 2
_CLONE_THREAD, _CLONE_NEWNET = 0x00010000, 0x40000000

# audit architecture, then numbers: clone, clone3, and all that is refused
# (open, sockets, exec, ptrace, namespaces, names of files, signals to others, kernel facilities).
_X86_64 = (
    0xC000003E,
    56,
    435,
    (2, 85, 257, 437, 41, 42, 43, 49, 50, 53, 288, 57, 58, 59, 322, 101, 310, 311, 165, 166, 272, 308, 321, 425, 298)
    + (323, 248, 249, 250, 82, 264, 316, 83, 84, 258, 86, 265, 88, 266, 87, 263, 90, 91, 268, 92, 93, 94, 260, 76)
    + (133, 259, 62, 424, 434, 319),
)
_AARCH64 = (
    0xC00000B7,
    220,
    435,
    (56, 437, 198, 199, 200, 201, 202, 203, 242, 221, 281, 117, 270, 271, 40, 39, 97, 268, 280, 425, 241, 282, 217)
    + (218, 219, 38, 276, 34, 37, 36, 35, 52, 53, 54, 55, 45, 33, 129, 424, 434, 279),
)
_ARCHITECTURES = {"x86_64": _X86_64, "aarch64": _AARCH64}

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
    architecture = _ARCHITECTURES.get(platform.machine())
    if architecture is None:
        return
    program = _program(*architecture)
    instructions = ctypes.create_string_buffer(program, len(program))
    # struct sock_fprog: a count and, aligned, the pointer
    fprog = struct.pack("HxxxxxxP", len(program) // 8, ctypes.addressof(instructions))
    _prctl(_PR_SET_SECCOMP, _SECCOMP_MODE_FILTER, ctypes.create_string_buffer(fprog, len(fprog)))


def _program(audit: int, clone: int, clone3: int, refused: tuple[int, ...]) -> bytes:
    """Classic BPF over `struct seccomp_data`: number at 0, architecture at 4, first argument at 16."""
    load, equal, bits, answer = 0x20, 0x15, 0x45, 0x06
    kill, allow, refuse = 0x80000000, 0x7FFF0000, 0x00050000

    def step(code: int, value: int, yes: int = 0, no: int = 0) -> bytes:
        return struct.pack("HBBI", code, yes, no, value)

    lines = [step(load, 4), step(equal, audit, 1, 0), step(answer, kill), step(load, 0)]
    lines += [step(equal, clone3, 0, 1), step(answer, refuse | errno.ENOSYS)]
    for number in refused:
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
