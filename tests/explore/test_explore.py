"""What notebooks show: inert text, filters that filter, the same output for the same value."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import ipywidgets
import pandas as pd
import pytest

from netral.errors import BadParameter
from netral.explore import show_acts, show_education, show_evidence, show_figure, show_leads, show_network, show_table
from netral.figures import describe_network, draw_network
from netral.model import (
    Act,
    Coverage,
    Kind,
    Lead,
    Leads,
    Platform,
    RecordRef,
    Regime,
    Role,
    Rule,
    RuleClass,
    RuleStatus,
    Subject,
)
from tests.figures.invented import invent_acts, invent_investigation, invent_network, invent_registry

SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(2)>"


def table_of(box: ipywidgets.VBox) -> str:
    return str(box.children[1].value)


def filters_of(box: ipywidgets.VBox) -> list[ipywidgets.Dropdown]:
    return [child for child in box.children[0].children if isinstance(child, ipywidgets.Dropdown)]


def test_post_texts_and_addresses_are_inert(tmp_path: Path) -> None:
    acts = invent_acts(3).assign(text=SCRIPT, object_url="javascript:alert(3)", source_handle='"><b>')
    html = table_of(show_evidence(acts, invent_investigation(tmp_path), "en"))
    assert "<script" not in html
    assert "<img" not in html
    assert "href" not in html
    assert "&lt;script&gt;" in html


def test_links_tell_nobody_where_they_were_followed_from(tmp_path: Path) -> None:
    html = table_of(show_evidence(invent_acts(1), invent_investigation(tmp_path), "en"))
    assert 'rel="noopener noreferrer nofollow"' in html


def test_every_row_names_its_record_and_both_times(tmp_path: Path) -> None:
    acts = invent_acts(1).assign(occurred_at=pd.Timestamp("2024-09-27T06:05:00Z"))
    html = table_of(show_evidence(acts, invent_investigation(tmp_path), "id"))
    assert "27 Sep 2024, 14.05 WITA" in html
    assert "2024-09-27T06:05:00Z" in html
    assert "C-1<br>line:0" in html
    assert "0" * 16 in html


def test_filters_narrow_the_table(tmp_path: Path) -> None:
    acts = invent_acts(40)
    box = show_evidence(acts, invent_investigation(tmp_path), "en")
    filters_of(box)[1].value = 2
    assert table_of(box).count("<tr>") - 1 == (acts["pair_no"] == 2).sum()


def test_many_acts_come_in_pages(tmp_path: Path) -> None:
    box = show_evidence(invent_acts(120), invent_investigation(tmp_path), "en")
    page = box.children[0].children[-1]
    assert page.max == 3
    page.value = 3
    assert table_of(box).count("<tr>") - 1 == 20


def test_no_acts_say_what_was_looked_at(tmp_path: Path) -> None:
    box = show_evidence(invent_acts(2).head(0), invent_investigation(tmp_path), "en")
    assert "looked at 0 acts" in table_of(box)


def test_selecting_a_node_filters_the_evidence(tmp_path: Path) -> None:
    network = invent_network(60)
    acts = invent_acts(40, pairs=1).assign(target_handle="relawan_1_0")
    view = show_network(network, invent_registry(), "en")
    box = show_evidence(acts, invent_investigation(tmp_path), "en", view)
    assert view.sigma is not None
    view.sigma.selected_node = "x:c10"
    assert filters_of(box)[0].value == "relawan_1_0"
    view.sigma.selected_node = None
    assert filters_of(box)[0].value == ""


def test_the_graph_holds_what_is_drawn_and_no_address() -> None:
    view = show_network(invent_network(60), invent_registry(), "en")
    assert view.sigma is not None
    assert "http" not in str(view.sigma.get_state())


def test_an_empty_network_says_so() -> None:
    network = invent_network(30)
    view = show_network(replace(network, edges=network.edges.head(0)), invent_registry(), "en")
    assert view.sigma is None
    assert "30 accounts" in view.children[0].value


def test_a_figure_carries_its_alternative_text_and_both_sentences() -> None:
    network = invent_network(40)
    caption = describe_network(network, "en")
    picture = show_figure(draw_network(network, invent_registry(), "en"), caption)
    html = picture._repr_html_()
    assert f'alt="{caption.alt}"' in html
    assert caption.not_shown.split("(")[0] in html
    assert repr(picture) == caption.alt


def test_a_table_is_inert_translated_and_formatted() -> None:
    row = {"role": "opd", "accounts": 5580, "text": SCRIPT, "base_rate": 0.25, "declared": pd.NA}
    row = {"role": "opd", "accounts": 5580, "text": SCRIPT, "base_rate": 0.25, "declared": pd.NA}
    frame = pd.DataFrame([row])
    html = show_table(frame, "en")._repr_html_()
    assert "agency (OPD)" in html
    assert "5,580" in html
    assert "25.0%" in html
    assert "—" in html
    assert "<script" not in html


def test_an_empty_table_says_so() -> None:
    assert repr(show_table(pd.DataFrame({"role": []}), "en")) == "No rows."


RULE = Rule(
    "D-6", "1", {}, Regime.PILKADA, RuleClass.DISCIPLINE, RuleStatus.SETTLED, date(2022, 1, 1), None,
    "", "", frozenset({Kind.SHARE}), frozenset({Role.OPD}), frozenset({Role.VOLUNTEER}), (), {}, {},
)  # fmt: skip


def invent_lead(lead_id: str, day: int | None) -> Lead:
    at = datetime(2024, 10, day, 6, tzinfo=UTC) if day else None
    interval = (None, None) if day else (datetime(2024, 11, 1, tzinfo=UTC), datetime(2024, 11, 2, tzinfo=UTC))
    act = Act(
        f"i-{lead_id}", Kind.SHARE, "relawan", "support", at, *interval, None, None, SCRIPT,
        (RecordRef("C-1", "line:17", "ab" * 32),),
    )  # fmt: skip
    subject = Subject(Platform.X, f"dinas_{lead_id}", "x:1", Role.OPD, "U01", f"dinas_{lead_id}", ("duty",))
    return Lead(
        lead_id, RULE, "campaign", subject, 1, (act,), {1: 1, 2: 0}, {1: 0, 2: 0}, {1: 1.0, 2: 0.0}, 0.25,
        None, None, None, ("time_is_interval",),
    )  # fmt: skip


def invent_leads(*leads: Lead) -> Leads:
    coverage = Coverage(10, 1, 100, ("x",), 0, (), ())
    made_at, unusable = datetime(2024, 12, 1, tzinfo=UTC), (("i-9", "unknown time"),)
    return Leads("uji", made_at, "skb", "1", leads, (), 12, 340, unusable, (), coverage)


def test_leads_stand_in_order_of_time_with_all_pairs() -> None:
    html = show_leads(invent_leads(invent_lead("B", 9), invent_lead("C", None), invent_lead("A", 20)), "", "en").html
    assert html.index("@dinas_B") < html.index("@dinas_A") < html.index("@dinas_C")
    assert "1: 1 · 2: 0" in html
    assert "25.0% / —" in html
    assert "duty account" in html


def test_acts_of_one_lead_name_their_records(tmp_path: Path) -> None:
    leads = invent_leads(invent_lead("A", 20), invent_lead("C", None))
    html = show_acts(leads, invent_investigation(tmp_path), "C", "en").html
    assert "dinas_A" not in html
    assert "1 Nov 2024, 08.00 WITA – 2 Nov 2024, 08.00 WITA" in html
    assert "C-1 line:17 abababababababab" in html


def test_an_unknown_case_is_refused() -> None:
    with pytest.raises(BadParameter, match="'Z' is unknown; allowed: A"):
        show_leads(invent_leads(invent_lead("A", 20)), "Z")


def test_nil_leads_are_a_report(tmp_path: Path) -> None:
    assert "nil report" in repr(show_leads(invent_leads(), "", "en"))
    assert repr(show_acts(invent_leads(), invent_investigation(tmp_path), "", "en"))


def test_what_is_only_counted_names_nobody() -> None:
    html = show_education(invent_leads(invent_lead("A", 20)), "en").html
    assert "340" in html
    assert "dinas_A" not in html


def test_a_table_of_very_many_rows_shows_the_first_and_says_how_many_there_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("netral.explore.table.MOST_ROWS", 3)
    table = show_table(pd.DataFrame({"text": [f"baris {number}" for number in range(5)]}), "en")
    assert repr(table) == "Shown are the first 3 of 5 rows."
    assert "baris 2" in table.html and "baris 3" not in table.html and "first 3 of 5" in table.html
    assert repr(show_table(pd.DataFrame({"text": ["satu"]}), "en", rows=9)) == "Shown are the first 1 of 9 rows."
