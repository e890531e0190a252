"""What kind of disk a file is on: networks and read-only disks need care."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

NETWORK_TYPES = frozenset(
    {
        "9p", "afpfs", "afs", "beegfs", "ceph", "cifs", "davfs", "fuse.ceph", "fuse.davfs2", "fuse.glusterfs",
        "fuse.gvfsd-fuse", "fuse.rclone", "fuse.s3fs", "fuse.sshfs", "gfs2", "glusterfs", "gpfs", "lustre", "ncpfs",
        "nfs", "nfs3", "nfs4", "ocfs2", "smb2", "smb3", "smbfs", "sshfs", "webdav", "fuse.smbnetfs", "fuse.curlftpfs",
        "virtiofs", "vboxsf", "prl_fs", "fuse.vmhgfs-fuse", "drvfs",
    }
)  # fmt: skip
"""File systems that other computers (or the host of a virtual one) write too, as /proc/mounts and `mount` say."""

DRIVE_REMOTE = 4
"""GetDriveTypeW's answer for a network drive (winbase.h)."""


def is_network(path: Path) -> bool:
    """Whether a file is on a disk that belongs to another computer, as far as the system tells."""
    place = path.parent.resolve()
    if sys.platform == "win32":
        return _is_windows_network(place)
    return file_system(place, _mounts()) in NETWORK_TYPES


def may_write_beside(path: Path) -> bool:
    """Whether files can be made in a file's folder: not on a read-only disk, nor without permission."""
    return os.access(path.absolute().parent, os.W_OK | os.X_OK)


def file_system(place: Path, mounts: str) -> str:
    """The type of the file system that holds an absolute path, from the lines of /proc/mounts; empty if none does."""
    found = ""
    longest = -1
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:
            continue
        point = Path(_unescaped(fields[1]))
        if (point == place or point in place.parents) and len(point.parts) >= longest:
            longest, found = len(point.parts), fields[2]
    return found


def _unescaped(point: str) -> str:
    """/proc/mounts writes spaces, tabs, line ends and backslashes as three octal digits."""
    for code in ("\\040", "\\011", "\\012", "\\134"):
        point = point.replace(code, chr(int(code[1:], 8)))
    return point


def _mounts() -> str:
    """What is mounted where, a line each: `device point type …`."""
    if sys.platform == "darwin":
        return _mac_mounts()
    try:
        return Path("/proc/self/mounts").read_text(encoding="utf-8", errors="surrogateescape")
    except OSError:
        return ""


def _mac_mounts() -> str:
    """What macOS's `mount` says, `//host/share on /Volumes/share (smbfs, …)`, in the form of /proc/mounts."""
    told = subprocess.run(["/sbin/mount"], capture_output=True, text=True, check=False, timeout=10).stdout
    return from_mac(told)


def from_mac(told: str) -> str:
    """The form of /proc/mounts for what macOS's `mount` says."""
    lines = []
    for line in told.splitlines():
        device, _, rest = line.partition(" on ")
        point, _, options = rest.rpartition(" (")
        kind = options.split(",")[0].rstrip(")")
        lines.append(" ".join(part.replace(" ", "\\040") for part in (device, point, kind)))
    return "\n".join(lines)


def _is_windows_network(place: Path) -> bool:
    if place.drive.startswith("\\\\"):
        return True
    import ctypes

    kernel = getattr(ctypes, "windll").kernel32  # noqa: B009 - there only on Windows, and mypy knows it
    return bool(kernel.GetDriveTypeW(f"{place.drive}\\") == DRIVE_REMOTE)
