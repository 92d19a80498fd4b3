"""System calls that a process decoding a picture is refused, with their numbers on x86-64 and on arm64."""

from __future__ import annotations

from typing import NamedTuple

AUDIT_X86_64 = 0xC000003E
AUDIT_AARCH64 = 0xC00000B7


class Number(NamedTuple):
    """Numbers of one call; None where the architecture does not have it."""

    x86_64: int | None
    aarch64: int | None


CLONE = Number(56, 220)
CLONE3 = Number(435, 435)

REFUSED = {
    # files by name: what is open stays usable, nothing else can be reached
    "open": Number(2, None),
    "creat": Number(85, None),
    "openat": Number(257, 56),
    "openat2": Number(437, 437),
    "truncate": Number(76, 45),
    "rename": Number(82, None),
    "renameat": Number(264, 38),
    "renameat2": Number(316, 276),
    "mkdir": Number(83, None),
    "mkdirat": Number(258, 34),
    "rmdir": Number(84, None),
    "link": Number(86, None),
    "linkat": Number(265, 37),
    "symlink": Number(88, None),
    "symlinkat": Number(266, 36),
    "unlink": Number(87, None),
    "unlinkat": Number(263, 35),
    "chmod": Number(90, None),
    "fchmod": Number(91, 52),
    "fchmodat": Number(268, 53),
    "chown": Number(92, None),
    "fchown": Number(93, 55),
    "lchown": Number(94, None),
    "fchownat": Number(260, 54),
    "mknod": Number(133, None),
    "mknodat": Number(259, 33),
    "memfd_create": Number(319, 279),
    "mount": Number(165, 40),
    "umount2": Number(166, 39),
    # the network
    "socket": Number(41, 198),
    "socketpair": Number(53, 199),
    "connect": Number(42, 203),
    "bind": Number(49, 200),
    "listen": Number(50, 201),
    "accept": Number(43, 202),
    "accept4": Number(288, 242),
    # other processes and programs
    "fork": Number(57, None),
    "vfork": Number(58, None),
    "execve": Number(59, 221),
    "execveat": Number(322, 281),
    "kill": Number(62, 129),
    "ptrace": Number(101, 117),
    "process_vm_readv": Number(310, 270),
    "process_vm_writev": Number(311, 271),
    "pidfd_open": Number(434, 434),
    "pidfd_send_signal": Number(424, 424),
    # parts of the kernel with a history
    "unshare": Number(272, 97),
    "setns": Number(308, 268),
    "bpf": Number(321, 280),
    "io_uring_setup": Number(425, 425),
    "perf_event_open": Number(298, 241),
    "userfaultfd": Number(323, 282),
    "add_key": Number(248, 217),
    "request_key": Number(249, 218),
    "keyctl": Number(250, 219),
}
