"""Which row an account seen in a capture is."""

from __future__ import annotations

from netral.model import Basis, Platform, Registry, RegistryAccount, Role
from netral.registry import index_registry


def make_row(row: int, handle: str, platform_id: str | None = None, platform: Platform = Platform.X) -> RegistryAccount:
    return RegistryAccount(
        row=row, platform=platform, handle=handle, platform_id=platform_id, role=Role.OPD, unit_id=None, pair_no=None,
        holder_ref=None, employment=None, basis=Basis.OFFICIAL_DIRECTORY, basis_ref=None, confirmed_by=None,
        confirmed_at=None, valid_from=None, valid_to=None, flags=frozenset(), note="",
    )  # fmt: skip


INDEX = index_registry(
    Registry(
        (
            make_row(2, "Dinas_A", "11"), make_row(3, "dinas_b"), make_row(4, "", "33"), make_row(5, "dinas_a", "44"),
            make_row(6, "dinas_b"), make_row(7, "dinas_a", platform=Platform.INSTAGRAM),
        ), (), (),
    )
)  # fmt: skip


def find(platform_id: str | None, handle: str | None, platform: str = "x") -> list[int]:
    return [row.row for row in INDEX.find(platform, platform_id, handle)]


def test_the_id_decides_when_both_have_one() -> None:
    assert find("11", "dinas_a") == [2]
    assert find("11", "nama_baru") == [2]
    assert find("33", "apa_saja") == [4]
    assert find("44", "dinas_a") == [5]


def test_the_handle_decides_when_one_of_the_two_has_no_id() -> None:
    assert find(None, "DINAS_A") == [2, 5]
    assert find("99", "Dinas_B") == [3, 6]
    assert find(None, "dinas_b") == [3, 6]


def test_the_same_handle_under_another_id_is_another_account_and_said_so() -> None:
    assert find("99", "dinas_a") == []
    assert INDEX.is_reused("x", "99", "Dinas_A")
    assert not INDEX.is_reused("x", "11", "dinas_a")
    assert not INDEX.is_reused("x", "99", "dinas_b")
    assert not INDEX.is_reused("x", None, "dinas_a")


def test_neither_name_nor_id_of_another_platform_matches() -> None:
    assert find(None, "dinas_b", "instagram") == []
    assert find("11", "dinas_a", "instagram") == [7]
    assert find("11", None, "tiktok") == []
    assert find(None, None) == []
