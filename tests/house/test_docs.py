"""Documentation that is generated from the code is as fresh as the code."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from docs import generate
from docs.rule_book import SHIPPED_CATALOGUES, build_rule_book
from docs.rule_book_words import LANGUAGES, WORDS
from netral.model import Kind, Observable, Regime, Role, RuleClass, RulePhase, RuleStatus
from netral.rules import load_catalogue


@pytest.mark.parametrize("name", generate.PAGES)
def test_generated_pages_are_fresh(repository: Path, name: str) -> None:
    written = (repository / "docs" / name).read_text(encoding="utf-8")
    assert written == generate.PAGES[name](), "run `make docs`"


def test_links_between_pages_lead_somewhere(repository: Path) -> None:
    pages = [*repository.glob("*.md"), *(repository / "docs").rglob("*.md"), *repository.glob("[dr]*/README.md")]
    broken = []
    for page in pages:
        links = re.findall(r"\]\(([^)#:]+)(?:#[^)]*)?\)", page.read_text(encoding="utf-8"))
        broken += [f"{page.name}: {link}" for link in links if not (page.parent / link).exists()]
    assert not broken


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_rule_is_in_the_rule_book_with_all_that_a_reader_weighs(lang: str) -> None:
    page = build_rule_book(lang)
    for rule in (rule for name in SHIPPED_CATALOGUES for rule in load_catalogue(name).rules):
        section = page.partition(f"\n### {rule.rule_id}\n")[2].partition("\n### ")[0]
        texts = [rule.title[lang], rule.norm_says[lang], rule.sanction_says[lang]]
        for lists in (rule.netral_sees, rule.people_see, rule.innocent_explanations, rule.reviewer_checks, rule.doubts):
            texts += lists[lang]
        texts += [source.citation for source in rule.sources]
        texts += [each.says[lang] for question in rule.questions for each in question.positions]
        assert not [text for text in texts if text not in section], rule.rule_id


def test_the_rule_book_has_words_for_everything_a_rule_may_hold() -> None:
    values = {value for each in (Kind, Role, Regime, RuleClass, RulePhase, RuleStatus, Observable) for value in each}
    assert not [(lang, value) for lang in LANGUAGES for value in values if not WORDS[lang].get(value)]
