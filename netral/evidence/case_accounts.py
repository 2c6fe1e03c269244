"""The account a case is about, the campaign accounts it acted toward, and how each was identified."""

from __future__ import annotations

from netral.evidence.blocks import Block, Cell, facts, heading, paragraph, subheading, table, two_lines
from netral.evidence.printed import first_rows, say_rows
from netral.evidence.shared_parts import pair_cell
from netral.evidence.wording import BASIS_NAMES, EMPLOYMENT_NAMES, FLAG_NAMES, PLATFORM_NAMES, Wording
from netral.figures.colours import ROLE_NAMES
from netral.model import CAMPAIGN_ROLES, Basis, Kind, RegistryAccount, ReviewedCase, Role


def account_parts(reviewed: ReviewedCase, words: Wording) -> list[Block]:
    """Who is who in this case, and on whose word."""
    _, subject = words.translate, reviewed.lead.subject
    official = _(
        "This is an agency's account. Who operated it is not known, and its acts are not attached to any person."
    )
    personal = _(
        "A personal account is looked at only when its holder declared it or a complaint named it, and a named person "
        "confirmed it. A similar name alone identifies nobody."
    )
    return [
        heading(_("The accounts and how they were identified"), "accounts"),
        subheading(_("The account concerned")),
        facts(_describe_subject(reviewed, words)),
        paragraph(official if subject.role is Role.OPD else personal, "quiet"),
        subheading(_("The campaign accounts acted toward")),
        *_target_parts(reviewed, words),
    ]


def _describe_subject(reviewed: ReviewedCase, words: Wording) -> list[tuple[str, Cell]]:
    _, account, subject = words.translate, reviewed.account, reviewed.lead.subject
    unit = next((unit.name for unit in reviewed.registry.units if unit.unit_id == account.unit_id), "–")
    flags = words.listed(sorted(_(FLAG_NAMES[flag]) for flag in account.flags))
    rows: list[tuple[str, Cell]] = [
        (_("Account"), f"@{subject.handle} ({PLATFORM_NAMES[subject.platform]}, {subject.account_id})"),
        (_("Kind of account"), _(ROLE_NAMES[subject.role])),
        (_("Unit"), unit),
        (_("In the registry because"), " · ".join(filter(None, [_(BASIS_NAMES[account.basis]), account.basis_ref]))),
        (_("Confirmed by"), " · ".join(filter(None, [account.confirmed_by, account.confirmed_at])) or "–"),
        (_("Identifiers on file"), "\n".join(reviewed.case.identifiers) or "–"),
        (_("To be borne in mind"), flags),
    ]
    if account.employment:
        rows.insert(3, (_("Employment"), _(EMPLOYMENT_NAMES[account.employment])))
    if account.holder_ref:
        rows.append((_("Agency's reference"), account.holder_ref))
    if subject.registry_handle != subject.handle:
        rows.insert(1, (_("In the registry as"), f"@{subject.registry_handle}"))
    return rows


def _target_parts(reviewed: ReviewedCase, words: Wording) -> list[Block]:
    _, platform = words.translate, reviewed.lead.subject.platform
    targets = {act.target_handle.lower() for act in reviewed.lead.acts if act.target_handle}
    pairs = {pair.pair_no: pair for pair in reviewed.registry.pairs}
    rows = [
        [
            two_lines(f"@{row.handle}", _(ROLE_NAMES[row.role])),
            pair_cell(pairs[row.pair_no], words) if row.pair_no in pairs else "–",
            _say_source(row, words),
        ]
        for row in reviewed.registry.accounts
        if row.role in CAMPAIGN_ROLES and row.platform is platform and row.handle.lower() in targets
    ]
    if not targets and any(act.kind is not Kind.POST for act in reviewed.lead.acts):
        return [paragraph(_("Withheld in this copy."))]
    if not rows:
        return [paragraph(_("None by its account: the acts are own posts that carry a campaign's marks."))]
    note = _("A role that is claimed is what a named source says of the account, not a registration.")
    claimed = any(
        row.basis in {Basis.CLAIMED, Basis.COMPLAINT}
        for row in reviewed.registry.accounts
        if row.role in CAMPAIGN_ROLES and row.handle.lower() in targets
    )
    rest = _("Printed are {shown} of {count} campaign accounts; each stands in data/tabel/accounts.csv.")
    return [
        table([_("Account"), _("Pair"), _("In the registry because")], first_rows(rows), [1, 1.5, 1.2]),
        *say_rows(rest, len(rows), words),
        *[paragraph(note, "quiet")] * claimed,
    ]


def _say_source(row: RegistryAccount, words: Wording) -> Cell:
    _ = words.translate
    basis, reference = _(BASIS_NAMES[row.basis]), " · ".join(filter(None, [row.basis_ref, row.confirmed_by]))
    return two_lines(basis, reference) if reference else basis
