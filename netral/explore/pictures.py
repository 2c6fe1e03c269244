"""Pictures that look like a known one: both side by side, so that a person judges, and where each was captured."""

from __future__ import annotations

import io
from base64 import b64encode
from collections.abc import Collection

from netral.explore.evidence import format_instant
from netral.explore.table import Table
from netral.figures.page import STYLE_SHEET, UNKNOWN, escape_text
from netral.locale import use_language
from netral.model import Investigation, PictureFindings, PictureMatch
from netral.pipeline import read_picture
from netral.registry import decode_picture
from netral.times import us_to_datetime

SHOWN_PIXELS = 220


def show_pictures(
    findings: PictureFindings,
    investigation: Investigation,
    kind: str,
    lang: str = "id",
    accounts: Collection[str] | None = None,
) -> Table:
    """Matches of one kind to a table, in order of time: the post's picture, the known one, and what they are.

    Parameters
    ----------
    findings
        From `pipeline.read_pictures`.
    kind
        ``image`` (a campaign's pictures) or ``office_image`` (pictures of an office: context, never a lead).
    accounts
        Only these account ids; all when None.
    """
    _ = use_language(lang)
    matches = [
        match
        for match in findings.matches
        if match.known.mark.kind == kind and (accounts is None or match.picture.account_id in accounts)
    ]
    matches.sort(key=lambda match: (match.picture.occurred_us or 0, match.picture.post_id))
    compared = _("{compared} captured pictures were compared with {known} known ones; too plain to compare: {plain}; ")
    compared += _("known ones whose file is not there: {missing}; like an office's own, so not looked for: {doubtful}.")
    told = compared.format(
        compared=findings.compared, known=findings.known, plain=findings.too_plain,
        missing=", ".join(findings.missing) or UNKNOWN, doubtful=", ".join(findings.doubtful) or UNKNOWN,
    )  # fmt: skip
    heads = (_("the post's picture"), _("the known picture"), _("what it is"))
    rows, nothing = "".join(_to_row(match, investigation, lang) for match in matches), _("No picture looks alike.")
    table = f"<table><thead><tr>{''.join(f'<th>{escape_text(head)}</th>' for head in heads)}</tr></thead>"
    shown = f"{table}<tbody>{rows}</tbody></table>" if matches else f"<p>{escape_text(nothing)}</p>"
    html = f'<style>{STYLE_SHEET}</style><div class="netral">{shown}<p class="quiet">{escape_text(told)}</p></div>'
    return Table(html, told)


def _to_row(match: PictureMatch, investigation: Investigation, lang: str) -> str:
    _, picture, mark = use_language(lang), match.picture, match.known.mark
    zone = investigation.region.timezone
    when = UNKNOWN if picture.occurred_us is None else format_instant(us_to_datetime(picture.occurred_us), zone, lang)
    facts = (
        f"@{picture.handle}" if picture.handle else picture.account_id,
        when,
        picture.url or picture.post_id,
        _("looks like {mark} of pair {pair} ({source})").format(
            mark=mark.value, pair=mark.pair_no, source=mark.source or UNKNOWN
        ),
        _("bits that differ: {phash} and {dhash} of 64").format(phash=match.phash_bits, dhash=match.dhash_bits),
        f"{picture.ref.capture_id} {picture.ref.sha256[:16]}…",
    )
    cells = (
        _draw(read_picture(investigation, picture), _("the post's picture")),
        _draw(match.known.data, _("the known picture")),
        "<br>".join(escape_text(fact) for fact in facts),
    )
    return f'<tr><td>{cells[0]}</td><td>{cells[1]}</td><td class="text">{cells[2]}</td></tr>'


def _draw(data: bytes, alt: str) -> str:
    picture = decode_picture(data)
    picture.thumbnail((SHOWN_PIXELS, SHOWN_PIXELS))
    stream = io.BytesIO()
    picture.save(stream, "JPEG", quality=80)
    code = b64encode(stream.getvalue()).decode("ascii")
    return f'<img alt="{escape_text(alt)}" width="{picture.width}" src="data:image/jpeg;base64,{code}">'
