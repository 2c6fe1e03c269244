"""The report's words, dates and numbers in one language and one region's time."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal, format_percent

from netral.locale import N_, use_language
from netral.model import Act, Basis, CaseState, Employment, Flag, Platform, RuleClass, RuleStatus
from netral.times import ZONE_LABELS, format_utc

LOCALES = {"id": "id_ID", "en": "en_GB"}
CLOCKS = {"id": "d MMMM y 'pukul' HH.mm", "en": "d MMMM y 'at' HH:mm"}

PLATFORM_NAMES = {
    Platform.X: "X",
    Platform.INSTAGRAM: "Instagram",
    Platform.FACEBOOK: "Facebook",
    Platform.TIKTOK: "TikTok",
    Platform.YOUTUBE: "YouTube",
    Platform.THREADS: "Threads",
    Platform.TELEGRAM: "Telegram",
}
STATE_NAMES = {
    CaseState.LEAD: N_("lead"),
    CaseState.TRACING: N_("being traced"),
    CaseState.CLARIFICATION: N_("being clarified"),
    CaseState.NO_VIOLATION: N_("not a violation"),
    CaseState.FORWARDED: N_("forwarded"),
}
CLASS_NAMES = {
    RuleClass.ETHICS: N_("ethics"),
    RuleClass.DISCIPLINE: N_("discipline"),
    RuleClass.CRIMINAL: N_("criminal"),
}
STATUS_NAMES = {RuleStatus.SETTLED: N_("not contested"), RuleStatus.CONTESTED: N_("contested")}
READING_NAMES = {"contested": N_("contested"), "permitted": N_("permitted"), "forbidden": N_("forbidden")}
BASIS_NAMES = {
    Basis.DECLARED: N_("declared by its holder"),
    Basis.OFFICIAL_DIRECTORY: N_("official directory"),
    Basis.KPU_REGISTERED: N_("registered with the election commission"),
    Basis.COMPLAINT: N_("named in a complaint"),
    Basis.CLAIMED: N_("claimed"),
}
EMPLOYMENT_NAMES = {
    Employment.PNS: N_("civil servant (PNS)"),
    Employment.PPPK: N_("contract civil servant (PPPK)"),
    Employment.PTT: N_("non-permanent employee (PTT)"),
}
FLAG_NAMES = {
    Flag.DUTY: N_("follows or answers others on duty"),
    Flag.MEDIA: N_("reports as media"),
    Flag.SPOUSE: N_("spouse of a candidate"),
    Flag.DISPUTED: N_("disputed"),
}
PHASE_NAMES = {
    "registration": N_("registration"),
    "determination": N_("determination of the pairs"),
    "campaign": N_("campaign"),
    "quiet": N_("quiet period"),
    "vote": N_("voting day"),
    "outside": N_("outside every phase"),
}
OP_NAMES = {
    "followers": N_("followers"),
    "following": N_("following"),
    "likers": N_("likers"),
    "retweeters": N_("who shared a post"),
    "comments": N_("comments"),
    "replies": N_("replies"),
    "posts": N_("posts"),
    "search": N_("search results"),
    "profile": N_("profile"),
}
REASON_NAMES = {
    "cut": N_("record cut off"),
    "bad_picture": N_("no picture that can be read"),
    "not_json": N_("no readable JSON"),
    "not_utf8": N_("no readable UTF-8"),
    "wrong_hash": N_("the hash is not that of the item"),
    "unexpected_shape": N_("shape not known"),
    "unsupported_type": N_("kind of item not read"),
    "unavailable": N_("withheld by the platform"),
    "author_unknown": N_("post without an author"),
    "account_unknown": N_("account without id and handle"),
    "actor_unknown": N_("row without an actor"),
    "id_unknown": N_("post without an id"),
    "target_unknown": N_("target not named"),
    "unknown_op": N_("operation not known"),
    "unknown_kind": N_("kind of act not known"),
    "unknown_platform": N_("platform not known"),
    "bad_time": N_("time not readable"),
    "bad_weight": N_("weight not readable"),
    "line_too_long": N_("line longer than allowed"),
    "text_too_long": N_("text longer than any platform allows"),
    "bad_id": N_("id not readable"),
    "bad_url": N_("address not readable"),
    "partial_item": N_("item seen only in part"),
    "object_unknown": N_("comment without its post"),
    "unknown time": N_("time not known, or one end of its interval"),
    "interval not within phases of one class": N_("interval reaches beyond phases of one class"),
}


@dataclass(frozen=True)
class Wording:
    """One language and one time zone, and how the report writes things in them."""

    lang: str
    timezone: str
    translate: Callable[[str], str]

    def count(self, number: float) -> str:
        """A count with the language's separators."""
        return format_decimal(number, locale=LOCALES[self.lang])

    def share(self, share: float | None) -> str:
        """A share between 0 and 1 as a percentage, or a sentence saying that there is none."""
        if share is None:
            _ = self.translate
            return _("not defined")
        return format_percent(share, format="#,##0.0%", locale=LOCALES[self.lang])

    def probability(self, value: float | None) -> str:
        """A p or q value with three decimals."""
        if value is None:
            _ = self.translate
            return _("not computed")
        if value < 0.001:
            return f"< {format_decimal(0.001, locale=LOCALES[self.lang])}"
        return format_decimal(value, format="0.000", locale=LOCALES[self.lang])

    def day(self, day: date | None) -> str:
        """A date in full, or a dash."""
        return format_date(day, format="d MMMM y", locale=LOCALES[self.lang]) if day else "–"

    def day_of(self, text: str) -> str:
        """A date of the log (2024-09-27) in full; what is none stays as it is."""
        try:
            return self.day(date.fromisoformat(text))
        except ValueError:
            return text

    def local_day(self, moment: datetime) -> date:
        """An instant to its date in the region."""
        return moment.astimezone(ZoneInfo(self.timezone)).date()

    def moment(self, moment: datetime | None) -> str:
        """An instant in the region's time, such as 27 September 2024 pukul 14.05 WITA, or a dash."""
        if moment is None:
            return "–"
        local = moment.astimezone(ZoneInfo(self.timezone)).replace(tzinfo=None)
        return f"{format_datetime(local, CLOCKS[self.lang], locale=LOCALES[self.lang])} {ZONE_LABELS[self.timezone]}"

    def both(self, moment: datetime | None) -> str:
        """An instant in the region's time with the UTC instant beside it."""
        return "–" if moment is None else f"{self.moment(moment)} ({format_utc(moment)})"

    def occurred(self, act: Act) -> str:
        """When an act happened, as a time or as the interval it lies in."""
        if act.occurred_at is not None:
            return self.moment(act.occurred_at)
        if day := self._find_whole_day(act.occurred_after, act.occurred_before):
            return self.day(day)
        _ = self.translate
        return _("between {start} and {end}").format(
            start=self.moment(act.occurred_after), end=self.moment(act.occurred_before)
        )

    def _find_whole_day(self, after: datetime | None, before: datetime | None) -> date | None:
        """The local day that an interval is from its first to its last minute, or None."""
        if after is None or before is None or self.local_day(after) != self.local_day(before):
            return None
        ends = [moment.astimezone(ZoneInfo(self.timezone)).strftime("%H%M") for moment in (after, before)]
        return self.local_day(after) if ends == ["0000", "2359"] else None

    def occurred_utc(self, act: Act) -> str:
        """When an act happened, in UTC."""
        if act.occurred_at is not None:
            return format_utc(act.occurred_at)
        ends = (act.occurred_after, act.occurred_before)
        return " … ".join(format_utc(end) if end else "?" for end in ends)

    def any_of(self, texts: dict[str, str]) -> str:
        """A catalogue's text in this language, else in the first it has."""
        return texts.get(self.lang) or next(iter(texts.values()), "")

    def all_of(self, texts: dict[str, tuple[str, ...]]) -> tuple[str, ...]:
        """A catalogue's texts in this language, else in the first it has."""
        return texts.get(self.lang) or next(iter(texts.values()), ())

    def listed(self, texts: Iterable[str]) -> str:
        """Texts in one line, or a dash."""
        return ", ".join(texts) or "–"


def make_wording(lang: str, timezone: str) -> Wording:
    """A language and a time zone to the report's wording.

    Raises
    ------
    BadParameter
        When the language has no catalogue.
    """
    return Wording(lang, timezone, use_language(lang))
