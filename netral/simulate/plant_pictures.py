"""Posts on Instagram that show a campaign's poster, and others that only look like it or show an office's picture."""

from __future__ import annotations

from PIL import Image

from netral.simulate import texts
from netral.simulate.accounts import Account, Pair
from netral.simulate.drawings import draw_plain, draw_poster, join_posters, save_copy, to_bytes
from netral.simulate.phases import PHASES, draw_moment
from netral.simulate.plan import Plan

PORTRAIT = "wali-kota-resmi"


def draw_known_pictures(pairs: list[Pair]) -> dict[tuple[int, str, str], bytes]:
    """The pairs to what marks.csv knows of their pictures: pair, kind and file name to the file's bytes."""
    known = {(pair.number, "image", f"pasangan-{pair.number}.png"): to_bytes(_draw_poster(pair)) for pair in pairs}
    for pair in pairs:
        if pair.incumbent:
            known[pair.number, "office_image", f"{PORTRAIT}.png"] = to_bytes(_draw_portrait(pair))
    return known


def plant_posters(plan: Plan) -> None:
    """Plants an agency's post with a campaign's poster, as Instagram gave it back."""
    pair = plan.find_pair(plan.draw_pair_no())
    agency = plan.roster.open_agency("instagram")
    at = draw_moment(plan.rng, *PHASES["campaign"])
    text = plan.fill(plan.rng.choice(texts.SERVICE_POSTS))
    plan.post_own(agency, pair.number, at, text, picture=save_copy(_draw_poster(pair), plan.rng))
    plan.expect(agency, "D-6", pair.number)


def plant_other_pictures(plan: Plan) -> None:
    """Plants pictures that are no campaign's: the mayor's portrait, all pairs on one notice, and two lookalikes."""
    pairs, rng = plan.roster.pairs, plan.rng
    for pair in pairs:
        if pair.incumbent:
            _show(plan, save_copy(_draw_portrait(pair), rng), "the incumbent's picture in office on an agency's post")
    every = join_posters([_draw_poster(pair) for pair in pairs])
    _show(plan, save_copy(every, rng), "a notice of the debate that shows the posters of all pairs")
    pair = plan.find_pair(plan.draw_pair_no())
    similar = draw_poster("layanan", "Jadwal layanan", palette=_name_key(pair))
    _show(plan, save_copy(similar, rng), "a picture in the colours of a campaign's poster, and not it")
    _show(plan, save_copy(draw_plain((20, 30, 90)), rng), "a picture of one colour")


def _show(plan: Plan, picture: bytes, why: str) -> Account:
    agency = plan.roster.open_agency("instagram")
    at = draw_moment(plan.rng, *PHASES["campaign"])
    plan.write_post(agency, at, plan.fill(plan.rng.choice(texts.SERVICE_POSTS)), picture=picture)
    plan.expect_none(agency, why)
    return agency


def _name_key(pair: Pair) -> str:
    return f"pasangan/{pair.tag}"


def _draw_poster(pair: Pair) -> Image.Image:
    return draw_poster(_name_key(pair), f"{pair.number}  {pair.slogan}")


def _draw_portrait(pair: Pair) -> Image.Image:
    return draw_poster(f"{PORTRAIT}/{pair.tag}", "Wali Kota Contoh")
