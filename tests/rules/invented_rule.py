"""One invented rule with every key, and a folder of such rules."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import yaml

RULE: dict[str, Any] = {
    "id": "U-1",
    "version": "1",
    "title": {"id": "Aturan uji", "en": "A rule to test with"},
    "regime": "pilkada",
    "class": "discipline",
    "status": "contested",
    "phases": ["from_determination"],
    "valid_from": date(2022, 9, 22),
    "valid_to": None,
    "norm": {"id": "Bunyi norma.", "en": "What the norm says."},
    "sanction": {"id": "Sanksi.", "en": "The sanction."},
    "sources": [
        {"about": about, "instrument": "Instrumen", "article": f"Pasal {number}", "confidence": "C-prim"}
        for number, about in enumerate(("rule", "norm", "sanction"), 1)
    ],
    "observable": "yes",
    "behaviours": {
        "kinds": ["like", "share", "coauthor", "comment", "reply", "quote"],
        "context_kinds": ["follow"],
        "actor_roles": ["opd", "person"],
        "target_roles": ["candidate", "campaign_team", "volunteer"],
    },
    "netral_sees": {"id": ["suka"], "en": ["likes"]},
    "people_see": {"id": ["arah"], "en": ["direction"]},
    "innocent_explanations": {"id": ["keliru"], "en": ["by mistake"]},
    "reviewer_checks": {"id": ["buka tautan"], "en": ["open the link"]},
}


def with_behaviours(**changed: list[str]) -> dict[str, Any]:
    """The rule with other behaviours."""
    return RULE | {"behaviours": RULE["behaviours"] | changed}


def dump(value: Any) -> str:
    """A value to block YAML with its keys in their order."""
    return yaml.safe_dump(value, allow_unicode=True, sort_keys=False)


def write_catalogue(folder: Path, *rules: dict[str, Any], head: str = 'id: uji\nversion: "7"\n', **files: Any) -> Path:
    """A folder with a head, these rules in files of their own, and further files by their stem."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "catalogue.yaml").write_text(head, encoding="utf-8")
    for number, rule in enumerate(rules):
        (folder / f"rule-{number}.yaml").write_text(dump(rule), encoding="utf-8")
    for stem, value in files.items():
        (folder / f"{stem}.yaml").write_text(dump(value), encoding="utf-8")
    return folder
