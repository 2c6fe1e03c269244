"""The shipped catalogues -> the rule book, one Markdown page a language: an index, and a section a rule."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from typing import TypeVar

from babel.dates import format_date

from docs.rule_book_words import HEADS, LANGUAGES, WORDS
from netral.model import CONFIDENCES, Catalogue, Kind, Observable, OpenQuestion, Rule, RulePhase
from netral.rules import load_catalogue

SHIPPED_CATALOGUES = ("skb-2022",)
LOCALES = {"id": "id_ID", "en": "en_GB"}
LISTS = ("netral_sees", "people_see", "innocent_explanations", "reviewer_checks", "doubts")
Text = TypeVar("Text")


def build_rule_book(lang: str) -> str:
    """The shipped catalogues to one Markdown page in a language (id, en)."""
    parts = [HEADS[lang]]
    for catalogue in map(load_catalogue, SHIPPED_CATALOGUES):
        parts += describe_catalogue(catalogue, lang)
        parts += [part for rule in catalogue.rules for part in describe_rule(rule, lang)]
    return "\n\n".join(parts) + "\n"


def describe_catalogue(catalogue: Catalogue, lang: str) -> Iterator[str]:
    """A catalogue to its heading and the table of its rules."""
    words = WORDS[lang]
    yield f"## {words['catalogue'].format(id=catalogue.catalogue_id, version=catalogue.version)}"
    yield catalogue.title.get(lang, catalogue.catalogue_id)
    columns = [words[key] for key in ("rule", "class", "phase", "status", "observable", "confidences")]
    rows = [
        [f"[{rule.rule_id}](#{rule.rule_id.lower()}) {_pick(rule.title, lang)}", *_place(rule, lang), _rate(rule)]
        for rule in catalogue.rules
    ]
    yield _table(columns, rows)


def describe_rule(rule: Rule, lang: str) -> Iterator[str]:
    """A rule to its section: what it says, how sure that is, who can see the act, and what to weigh before judging."""
    words = WORDS[lang]
    yield f"### {rule.rule_id}"
    yield f"**{_pick(rule.title, lang)}**"
    yield from (f"*{text}*" for other, text in rule.title.items() if other != lang)
    yield _table(["", ""], [[words[key].capitalize(), value] for key, value in _list_facts(rule, lang)])
    yield f"**{words['norm']}.** {_pick(rule.norm_says, lang)}"
    yield f"**{words['sanction']}.** {_pick(rule.sanction_says, lang)}"
    yield _table([words[key] for key in ("about", "provision", "confidence", "published")], _list_sources(rule, lang))
    if rule.needs_counsel:
        yield words["counsel"]
    for question in rule.questions:
        yield from _describe_question(question, lang)
    for key in LISTS:
        if texts := getattr(rule, key):
            yield f"**{words[key]}**"
            yield "\n".join(f"- {text}" for text in _pick(texts, lang))


def _list_facts(rule: Rule, lang: str) -> Iterator[tuple[str, str]]:
    words = WORDS[lang]
    last = _day(rule.valid_to, lang) if rule.valid_to else words["open"]
    yield from zip(("class", "phase", "status", "observable"), _place(rule, lang), strict=True)
    yield "regime", words[rule.regime]
    yield "validity", words["valid"].format(first=_day(rule.valid_from, lang), last=last, version=rule.version)
    if rule.observable is Observable.YES:
        yield "leads", _list_words(("marked" if kind is Kind.POST else kind for kind in rule.kinds), lang)
    if rule.context_kinds:
        yield "context", _list_words(rule.context_kinds, lang)
    if rule.actor_roles and rule.target_roles:
        yield "actors", _list_words(rule.actor_roles, lang)
        yield "targets", _list_words(rule.target_roles, lang)


def _list_sources(rule: Rule, lang: str) -> Iterator[list[str]]:
    words = WORDS[lang]
    for source in rule.sources:
        provision = source.citation if source.article else f"{source.citation} ({words['no_article']})"
        yield [words[f"about.{source.about}"], provision, source.confidence, source.published or "–"]


def _place(rule: Rule, lang: str) -> list[str]:
    """Class, phases, status, and who can see the act."""
    words = WORDS[lang]
    phases = ", ".join(words[phase] for phase in RulePhase if phase in rule.phases)
    return [words[rule.rule_class], phases, words[rule.status], words[rule.observable]]


def _rate(rule: Rule) -> str:
    """The confidence of the rule, of its norm and of its sanction: of each the weakest source."""
    rated = [[s.confidence for s in rule.sources if s.about == about] for about in ("rule", "norm", "sanction")]
    return ", ".join(max(found, key=CONFIDENCES.index) for found in rated)


def _describe_question(question: OpenQuestion, lang: str) -> Iterator[str]:
    words = WORDS[lang]
    yield f"**{words['question']}.** {_pick(question.asks, lang)}"
    columns = [words[key] for key in ("date", "who", "says", "source", "confidence")]
    rows = [
        [
            _day(each.dated, lang) if each.dated else words["undated"],
            _pick(each.by, lang), _pick(each.says, lang), each.source, each.confidence,
        ]
        for each in question.positions
    ]  # fmt: skip
    yield _table(columns, rows)
    yield words["reading"].format(behaviour=question.behaviour)


def _table(columns: list[str], rows: Iterable[list[str]]) -> str:
    """Columns and rows to a Markdown table; a bar within a cell would end it."""
    cells = [columns, ["---"] * len(columns), *rows]
    return "\n".join(f"| {' | '.join(cell.replace('|', '/') for cell in row)} |" for row in cells)


def _list_words(values: Iterable[str], lang: str) -> str:
    """Values in words, in the order of the vocabulary."""
    words = WORDS[lang]
    return ", ".join(words[value] for value in sorted(values, key=list(words).index))


def _pick(texts: dict[str, Text], lang: str) -> Text:
    """A catalogue's text in this language, else in the first it has."""
    return texts[next(language for language in (lang, *LANGUAGES) if language in texts)]


def _day(day: date, lang: str) -> str:
    return format_date(day, format="d MMMM y", locale=LOCALES[lang])
