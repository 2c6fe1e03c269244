"""A text whose UTF-8 some tool read as Latin-1 or Windows-1252 -> the text it was, only where that is certain.

A letter and signs behind it that together are the bytes of one UTF-8 character (``Ã©``, ``â€™``) may also be what
somebody wrote: «BEAUTÉ», “víš”, NESCAFÉ®, pipa Ø½. What is certain and what is not is told from the signs: nobody
writes control characters, nor ``€`` or ``¼`` behind a letter, nor several such sequences without a space between them.
"""

from __future__ import annotations

import re
import string

# The bytes 80 to 9F in Windows-1252; five of them are nothing there and stay the control characters of Latin-1.
_HIGH = "€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ"
_TO_BYTE = {char: 0x80 + place for place, char in enumerate(_HIGH) if char != " "}
_TO_BYTE |= {chr(code): code for code in range(0x80, 0x100)}

_NEXT = "[\x80-\xbf" + "".join(char for char in _HIGH if char != " ") + "]"
_SEQUENCE = f"[\xc2-\xdf]{_NEXT}|[\xe0-\xef]{_NEXT}{{2}}|[\xf0-\xf4]{_NEXT}{{3}}"
_BEGIN = re.compile(f"[\xc2-\xf4]{_NEXT}")
_RUN = re.compile(f"(?:{_SEQUENCE})+")
_ONE = re.compile(_SEQUENCE)

# Signs that no word has behind a letter. ¡ and ¿ are not among them: in chats they also close a sentence.
_NEVER = frozenset(map(chr, range(0x80, 0xA0))) | frozenset("€‚ƒ„ˆ‰˜¢£¤¥¦§¨¬¯±µ¶¸¼½¾")
# Others that tell it behind one letter: of French, Czech and Portuguese words none has these two together.
_NEVER_BEHIND = {
    "Ã": frozenset("©¡¿ŠšŒœŽžŸ"),
    "Â": frozenset("©¡¿"),
    "â": frozenset("†™ŠšŒœŽžŸ"),
    "ð": frozenset("Ÿ"),
    "ï": frozenset("·"),
}
# What people do write: 2×½, pipa Ø½, 5 Å±1; and faces, (Ò¬Ó).
_WRITTEN = dict.fromkeys("×ØÅß", frozenset("€£¥¢±µ¼½¾")) | dict.fromkeys("ÒÓÔÕÖÙÚÛÜ", frozenset("¬¯¤"))
# Signs that close no word and open none, so that what stands around them tells what they are.
_WITHIN = frozenset("©®ª²³¹º°´·\xad")
_WESTERN = frozenset("ÂÃÄÅ")
_SMALL, _LETTERS = frozenset(string.ascii_lowercase), frozenset(string.ascii_letters)
_DIGITS = frozenset(string.digits)
# A letter doubles each time it is read wrongly: no text of 100,000 letters, the longest there are, was oftener.
MOST_READINGS = 16


def repair_mojibake(text: str) -> str:
    """A text to what it was before its UTF-8 was read as Latin-1 or Windows-1252, once or several times.

    Parameters
    ----------
    text : str
        Of a post, or a name.

    Returns
    -------
    str
        Repaired where that is certain: as a whole where all of it is UTF-8 read wrongly, else the stretches that are.
        Any other text as it came, not normalised in any way; so too one in which each repair makes room for another, as
        no tool writes it. Repairing again changes nothing.

    >>> repair_mojibake("terima kasih ðŸ™\\x8f CafÃ© itâ€™s")
    'terima kasih 🙏 Café it’s'
    >>> repair_mojibake("huruf “Ã” dan Â« oui Â»")
    'huruf “Ã” dan Â« oui Â»'
    """
    settled = text
    for _ in range(MOST_READINGS + 1):
        repaired = settled if settled.isascii() or not _BEGIN.search(settled) else _repair_once(settled)
        if repaired == settled:
            return settled
        settled = repaired
    return text


def _repair_once(text: str) -> str:
    if not any(_is_certain(run) for run in _RUN.finditer(text)):
        return text
    whole = _decode(text)
    return whole if whole is not None else _RUN.sub(_repair_run, text)


def _repair_run(run: re.Match[str]) -> str:
    return (_decode(run.group()) if _is_certain(run) else None) or run.group()


def _decode(text: str) -> str | None:
    """A text to what its characters are as bytes of UTF-8; None where they are none."""
    try:
        return bytes(_TO_BYTE[char] if char > "\x7f" else ord(char) for char in text).decode("utf-8")
    except (KeyError, UnicodeDecodeError):
        return None


def _is_certain(run: re.Match[str]) -> bool:
    """Whether a run of sequences can only be UTF-8 that was read wrongly."""
    sequences = [each for each in _ONE.findall(run.group()) if each[1:] not in _WRITTEN.get(each[0], ())]
    if not sequences or _decode(run.group()) is None:
        return False
    return len(sequences) > 1 or _is_telling(sequences[0]) or _is_told_by_context(run)


def _is_telling(sequence: str) -> bool:
    """Whether one sequence says by itself that nobody wrote it."""
    return not _NEVER.isdisjoint(sequence[1:]) or not _NEVER_BEHIND.get(sequence[0], frozenset()).isdisjoint(sequence)


def _is_told_by_context(run: re.Match[str]) -> bool:
    """Whether a capital letter with a sign stands where no word has one: behind or before a small letter."""
    first, sign = run.group()[0], run.group()[1:]
    before, after = run.string[: run.start()][-1:], run.string[run.end() :][:1]
    if first not in _WESTERN:
        return False
    if before in _SMALL or (before in _DIGITS and first == "Â"):
        return True
    if sign not in _WITHIN:
        return sign == "\xa0" and first == "Â" and before in tuple(".,!?)") and after in _LETTERS
    return after in _SMALL
