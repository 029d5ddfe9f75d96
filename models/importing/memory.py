"""A limit on the memory that opening one file may take, where the system has such limits."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

MOST = 2**30
"""Bytes that opening one file may take beyond what its process has."""


@contextmanager
def limited_memory(most: int = MOST) -> Iterator[None]:
    """Within, this process gets so many bytes more at most; then a MemoryError.

    On Linux alone: elsewhere the address space of a process has no limit that is kept.
    """
    if sys.platform != "linux":
        yield
        return
    import resource  # noqa: PLC0415 - other systems have none

    before, hard = resource.getrlimit(resource.RLIMIT_AS)
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    limit = pages * resource.getpagesize() + most
    limits = [each for each in (limit, before, hard) if each != resource.RLIM_INFINITY]
    resource.setrlimit(resource.RLIMIT_AS, (min(limits), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (before, hard))
