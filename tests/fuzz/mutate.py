"""A valid file -> a bad one: values swapped for hostile ones, keys dropped and doubled, bytes cut, filled and broken.

Everything hangs on a `random.Random`, so that hypothesis and a coverage-guided fuzzer breed alike, and again.
"""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from random import Random
from typing import Any

HOSTILE: tuple[Any, ...] = (
    None, True, False, 0, -1, 1, 2**31, 2**53 + 1, 2**63 - 1, 2**63, 2**64, -(2**63) - 1, 10**30, 10**400, 0.5, -0.0,
    1e15, 1e308, float("nan"), float("inf"), float("-inf"), 253_402_300_800, 253_402_300_800_000, 10**17 - 1,
    "", " ", "0", "-1", "1.29e+18", "1840938000000000000.0", "nan", "null", "9" * 25, "9" * 5000, "１２３", "²",
    "\x00", "a\x00b", "\x1f\x7f", "a\nb", "a\rb", "\u2028", "\ud800", "a\udfff", "\ud83d\ude00", "\u202ea", "\ufeff",
    "../../etc/passwd", "..", "/", "\\", "a/b", "C:\\a", "~0123456789abcdef0123", "@", "@@a", "x:@a", "id:", "id: ",
    "2024-10-01", "2024-10-01T02:00:00", "9999-12-31T23:59:59-23:59", "0001-01-01T00:00:00+23:59", "10000-01-01",
    "Tue Oct 01 02:00:00 +0000 99999999999999999999", "Tue Oct 01 02:00:00 +9999 9999", "Tue Oct 01 02:00:00 -9999 1",
    "1970-01-01", "1e400", "-5", "2024-02-30", "user1", "channel0", "user" + "9" * 40, "https://[", "http://a:b:c/%zz",
    "https://x.com/a/status/" + "9" * 60, "?" * 50, "a=1&" * 50, "'", "\"", "=1+1", "<b>", "{}", "[]", "x" * 70_000,
    [], {}, [[]], [None], {"": None}, [[[[[[]]]]]], {"id": {"id": 1}}, [1, "a", None, {}],
)  # fmt: skip
DEEP = (50, 1000, 100_000)
BYTES = (
    b"\x00", b"\xff", b"\xed\xa0\x80", b"\xc0\x80", b"\xf4\x90\x80\x80", b"\n", b"\r\n", b"\r", b'"', b"'", b",", b";",
    b"{", b"}", b"[", b"]", b":", b"\\", b"\\u0000", b"\\ud800", b"\xef\xbb\xbf", b"\xff\xfe", b"NaN", b"-Infinity",
    b"1e400",
    b"1" * 5000, b"\x1f\x8b", b"PAR1", b"\xfd7zXZ\x00", b"\x28\xb5\x2f\xfd", b"#", b"|", b"\t", b"\x0b", b"\x1a",
)  # fmt: skip
SPECIAL = re.compile(r'\{"__raw": "(\d+)"\}')


def mutate_file(data: bytes, random: Random) -> bytes:
    """A file to a file with a few faults, most of them inside its structure."""
    for _ in range(random.choice((1, 1, 1, 2, 3))):
        data = random.choice((_mutate_structure,) * 4 + (_mutate_bytes, _mutate_lines))(data, random)
    return data


def _mutate_structure(data: bytes, random: Random) -> bytes:
    """Within the JSON of the file or of one of its lines, else within the cells of a row."""
    try:
        return _dump(_mutate_value(json.loads(data), random), random)
    except (ValueError, RecursionError):
        pass
    lines = data.split(b"\n")
    number = random.randrange(len(lines))
    try:
        lines[number] = _dump(_mutate_value(json.loads(lines[number]), random), random)
    except (ValueError, RecursionError):
        lines[number] = _mutate_row(lines[number], random)
    return b"\n".join(lines)


def _dump(value: Any, random: Random) -> bytes:
    """A value to JSON as some tool might write it, letters escaped or not; nesting that json cannot write is put in."""
    try:
        text = json.dumps(value, ensure_ascii=random.random() < 0.7)
    except (ValueError, RecursionError):
        return b"[" * 2000
    return SPECIAL.sub(lambda match: _nest(int(match.group(1)), random), text).encode("utf-8", "surrogatepass")


def _nest(depth: int, random: Random) -> str:
    start, end = random.choice((("[", "]"), ('{"a":', "}"), ('[{"quotedTweet":', "}]"), ('{"user":', "}")))
    return start * depth + "1" + end * depth


def _mutate_value(value: Any, random: Random) -> Any:
    """One place in a value, anywhere in it, changed."""
    places = list(_list_places(value))
    if not places:
        return _pick(random)
    holder, key = random.choice(places)
    choice = random.random()
    if choice < 0.15 and isinstance(holder, dict):
        del holder[key]
    elif choice < 0.25 and isinstance(holder, dict):
        holder[random.choice(("id", "user", "", "a/b~c", "\ud800", "\x00", "__proto__", "instructions"))] = holder[key]
    elif choice < 0.35:
        holder[key] = [holder[key]] * random.choice((1, 2, 50))
    elif choice < 0.45:
        holder[key] = _swap_type(holder[key])
    elif choice < 0.55:
        other, other_key = random.choice(places)
        holder[key] = json.loads(json.dumps(other[other_key]))
    else:
        holder[key] = _pick(random)
    return value


def _list_places(value: Any) -> list[tuple[Any, Any]]:
    found: list[tuple[Any, Any]] = []
    waiting = [value]
    while waiting and len(found) < 2000:
        holder = waiting.pop()
        keys = list(holder) if isinstance(holder, dict) else range(len(holder)) if isinstance(holder, list) else ()
        for key in keys:
            found.append((holder, key))
            waiting.append(holder[key])
    return found


def _swap_type(value: Any) -> Any:
    if isinstance(value, str):
        return int(value) if value.isascii() and value.isdigit() else [value]
    if isinstance(value, (int, float)):
        return str(value)
    if isinstance(value, dict):
        return list(value.items())
    return {str(number): each for number, each in enumerate(value)} if isinstance(value, list) else ""


def _pick(random: Random) -> Any:
    if random.random() < 0.03:
        return {"__raw": str(random.choice(DEEP))}
    return random.choice(HOSTILE)


def _mutate_row(line: bytes, random: Random) -> bytes:
    """One cell of a row changed, added or taken away."""
    text = line.decode("utf-8", "replace")
    delimiter = ";" if text.count(";") > text.count(",") else ","
    try:
        cells = next(csv.reader([text], delimiter=delimiter), [])
    except csv.Error:
        cells = text.split(delimiter)
    place = random.randrange(len(cells) + 1)
    hostile = str(random.choice(HOSTILE))
    cells[place : place + random.choice((0, 1, 1, 1, 1))] = [hostile] if random.random() < 0.85 else []
    stream = io.StringIO()
    if random.random() < 0.2:
        return delimiter.join(cells).encode("utf-8", "surrogatepass")
    csv.writer(stream, delimiter=delimiter, lineterminator="", escapechar="\\").writerow(cells)
    return stream.getvalue().encode("utf-8", "surrogatepass")


def _mutate_lines(data: bytes, random: Random) -> bytes:
    """A line doubled, dropped, joined with the next or moved; other line ends, other delimiters."""
    lines = data.split(b"\n")
    number = random.randrange(len(lines))
    changes: tuple[Callable[[], bytes], ...] = (
        lambda: b"\n".join([*lines[:number], lines[number], *lines[number:]]),
        lambda: b"\n".join([*lines[:number], *lines[number + 1 :]]),
        lambda: b"\n".join([*lines[:number], b"".join(lines[number : number + 2]), *lines[number + 2 :]]),
        lambda: b"\n".join([lines[number], *lines]),
        lambda: data.replace(b"\n", random.choice((b"\r\n", b"\r", b"\n\n", b"\x00"))),
        lambda: data.translate(bytes.maketrans(b",;", b";,")),
        lambda: data.replace(b",", b"\t"),
        lambda: b"\xef\xbb\xbf" + data,
        lambda: data.decode("utf-8", "replace").encode("utf-16"),
        lambda: data.rstrip(b"\n"),
    )
    return random.choice(changes)()


def _mutate_bytes(data: bytes, random: Random) -> bytes:
    """Bytes cut off, put in, taken out or turned, anywhere."""
    start = random.randrange(len(data) + 1)
    end = min(len(data), start + random.choice((1, 1, 2, 10, 200)))
    choice = random.randrange(5)
    if choice == 0:
        return data[:start]
    if choice == 1:
        return data[:start] + random.choice(BYTES) * random.choice((1, 1, 1, 20)) + data[start:]
    if choice == 2:
        return data[:start] + data[end:]
    if choice == 3:
        return data[:start] + bytes(random.randrange(256) for _ in range(end - start)) + data[end:]
    return data[:start] + b"[" * random.choice((1000, 100_000)) + data[start:]
