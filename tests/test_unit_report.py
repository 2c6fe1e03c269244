"""One unit's part of the situation report: its own leads, acts and ties, and nobody who could be made out."""

from __future__ import annotations

from pathlib import Path

import pytest

from netral import pipeline
from netral.errors import BadParameter
from netral.model import EvidencePack, Investigation, Role, Situation
from tests.invented_investigation import Invention


@pytest.fixture(scope="module")
def investigation(tmp_path_factory: pytest.TempPathFactory) -> Investigation:
    """Two units with an agency's account each: one with three people, one with a single one."""
    made = Invention(tmp_path_factory.mktemp("unit") / "uji")
    made.volunteer("relawan_satu", 1)
    made.act(made.opd("dinas_satu"), "share", "relawan_satu")
    made.act(made.opd("dinas_dua", "U2"), "share", "relawan_satu")
    for name in ("satu", "dua", "tiga"):
        made.act(made.person(f"pegawai_{name}"), "share", "relawan_satu")
    made.act(made.person("pegawai_lain", "U2"), "share", "relawan_satu")
    made.ingest()
    return made.write()


@pytest.fixture
def packed(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Situation, Path]]:
    """What is handed to the writing of packs, and where to; nothing is written."""
    seen: list[tuple[Situation, Path]] = []

    def keep(situation: Situation, folder: Path, *_rest: object) -> EvidencePack:
        seen.append((situation, folder))
        return EvidencePack(folder, "0" * 64, 0, folder)

    monkeypatch.setattr("netral.evidence.write_situation_pack", keep)
    return seen


def list_handles(situation: Situation) -> set[str]:
    nodes = situation.interaction_network.nodes
    return set(nodes.loc[nodes["role"].isin([Role.OPD, Role.PERSON]), "handle"])


def test_a_units_report_has_its_own_accounts_acts_and_leads(
    investigation: Investigation, packed: list[tuple[Situation, Path]]
) -> None:
    pipeline.make_situation_pack(investigation, unit_id="U1")
    ((situation, folder),) = packed
    assert folder.name == "situasi-U1"
    assert situation.unit is not None and situation.unit.name == "Dinas U1"
    assert list_handles(situation) == {"dinas_satu", "pegawai_satu", "pegawai_dua", "pegawai_tiga"}
    assert len(situation.acts) == len(situation.leads.leads) == 4
    assert situation.case_states == {"petunjuk": 4}
    assert situation.withheld_people == 0
    assert set(situation.interaction_network.edges["source"]) <= set(situation.interaction_network.nodes["account_id"])


def test_a_single_person_of_a_unit_is_left_out_of_everything(
    investigation: Investigation, packed: list[tuple[Situation, Path]]
) -> None:
    pipeline.make_situation_pack(investigation, unit_id="U2")
    ((situation, _folder),) = packed
    assert situation.withheld_people == 1
    assert list_handles(situation) == {"dinas_dua"}
    assert [lead.subject.handle for lead in situation.leads.leads] == ["dinas_dua"]
    assert len(situation.acts) == 1 and sum(situation.case_states.values()) == 1


def test_the_regions_report_has_everybody(investigation: Investigation, packed: list[tuple[Situation, Path]]) -> None:
    pipeline.make_situation_pack(investigation)
    ((situation, folder),) = packed
    assert (folder.name, situation.unit, len(situation.acts)) == ("situasi", None, 6)


def test_a_unit_that_is_in_no_list_is_refused(investigation: Investigation) -> None:
    with pytest.raises(BadParameter, match=r"unit 'U9' is not in units\.csv"):
        pipeline.make_situation_pack(investigation, unit_id="U9")
