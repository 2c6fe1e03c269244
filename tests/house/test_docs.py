"""Documentation that is generated from the code is as fresh as the code."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest

from docs import generate
from docs.rule_book import SHIPPED_CATALOGUES, build_rule_book
from docs.rule_book_words import LANGUAGES, WORDS
from netral.cli.reasons import REASONS
from netral.model import Kind, Observable, Op, Regime, Role, RuleClass, RulePhase, RuleStatus
from netral.rules import load_catalogue
from netral.sources import find_formats
from netral.sources.targets import check_given_target
from tests.house.test_commands import read_commands
from tests.house.test_locale import read_catalogue, texts


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


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_format_has_its_section_on_how_to_collect_it(repository: Path, lang: str) -> None:
    page = (repository / "docs" / f"captures.{lang}.md").read_text(encoding="utf-8")
    assert sorted(re.findall(r"^### `([^`]+)`", page, re.MULTILINE)) == sorted(find_formats())
    assert not sorted(reason for reason in REASONS if f"`{reason}`" not in page)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_commands_for_captures_say_what_netral_can_read(repository: Path, lang: str) -> None:
    for words in read_commands(repository / "docs" / f"captures.{lang}.md"):
        given = dict(pairwise(words))
        assert given.get("--op", Op.POSTS.value) in tuple(Op), words
        for option in {"--target", "--target-author"} & given.keys():
            check_given_target(given[option])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_refusals_that_the_page_on_captures_quotes_are_what_netral_says(repository: Path, lang: str) -> None:
    page = (repository / "docs" / f"captures.{lang}.md").read_text(encoding="utf-8")
    translated = texts(read_catalogue("id"))
    said = [str(text) for text in (translated if lang == "en" else translated.values())]
    rows = re.findall(r"^\| ([^|]*\*[^|]*) \|", page.rpartition("\n## ")[0].rpartition("\n## ")[2], re.MULTILINE)
    quoted = [quote for row in rows for quote in re.findall(r"\*([^*]+)\*", row)]
    assert len(quoted) > 15
    assert not [quote for quote in quoted if not any(all(part in text for part in quote.split("…")) for text in said)]
