"""What the system and the database refuse -> one sentence: what, where, and what may be done about it."""

from __future__ import annotations

import errno
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from netral.errors import Sentence
from netral.locale import N_

ADVICE = {
    errno.ENOSPC: N_("no space left on the disk; nothing was half stored. Free some space and run it again"),
    errno.EDQUOT: N_("the disk quota is used up; nothing was half stored. Free some space and run it again"),
    errno.EFBIG: N_("the system allows no file of this size; nothing was half stored"),
    errno.EACCES: N_("permission denied; allowed are files and folders that you may read and write"),
    errno.EPERM: N_("operation not permitted; allowed are files and folders that you may read and write"),
    errno.ENOMEM: N_("not enough memory; nothing was half stored. End other programs and run it again"),
    errno.EROFS: N_("the file system is read-only; allowed is a folder that can be written to"),
}
SAID = {
    "no space left": errno.ENOSPC,
    "max_temp_directory_size": errno.ENOSPC,
    "quota": errno.EDQUOT,
    "file too large": errno.EFBIG,
    "permission denied": errno.EACCES,
    "read-only file system": errno.EROFS,
}
CAUSE = re.compile(r"^(?:Caused by)?: [\w.$]+: (.+)$", re.MULTILINE)  # Java's traces; Spark's own have a [NAME]
PATH = re.compile(r"\"(/[^\"]+|[A-Za-z]:[^\"]+)\"|'(/[^']+|[A-Za-z]:[^']+)'")


def list_system_faults() -> tuple[type[Exception], ...]:
    """The kinds of error that are the machine's and not netral's; the database's and Spark's, once they are in use."""
    kinds: list[type[Exception]] = [OSError, MemoryError]
    if database := sys.modules.get("duckdb"):
        kinds += [database.IOException, database.OutOfMemoryException]
    if (spark := sys.modules.get("pyspark.errors")) and (gateway := sys.modules.get("py4j.protocol")):
        kinds += [spark.PySparkException, gateway.Py4JError]
    return tuple(kinds)


@contextmanager
def name_place(folder: Path) -> Iterator[None]:
    """An error of the system that names no file names this folder."""
    try:
        yield
    except OSError as error:
        error.filename = error.filename or str(folder)
        raise


def describe_fault(error: Exception) -> Sentence:
    """An error of the system or the database to one sentence."""
    text = str(error)
    causes = CAUSE.findall(text)
    text = next((cause for cause in reversed(causes) if cause.startswith("[")), causes[-1] if causes else text)
    number = error.errno if isinstance(error, OSError) else errno.ENOMEM if isinstance(error, MemoryError) else None
    if number not in ADVICE:
        number = next((found for words, found in SAID.items() if words in text.lower()), number)
    advice = ADVICE.get(number or 0) or (error.strerror if isinstance(error, OSError) else None) or text
    place = _find_place(error, text)
    return Sentence("{place}: {advice}", place=place, advice=Sentence(advice)) if place else Sentence(advice)


def _find_place(error: Exception, text: str) -> str:
    """The file that could not be written or read, where the error names one."""
    for name in (getattr(error, "filename2", None), getattr(error, "filename", None)):
        if name is not None:
            return str(name)
    found = PATH.search(text)
    return (found.group(1) or found.group(2)).rstrip("\\") if found else ""
