"""The words of the field: what an account, an act, a rule or a step of a case may be."""

from __future__ import annotations

from enum import StrEnum


class Platform(StrEnum):
    """A platform whose captures netral reads."""

    X = "x"
    INSTAGRAM = "instagram"
    FACEBOOK = "facebook"
    TIKTOK = "tiktok"
    YOUTUBE = "youtube"
    THREADS = "threads"
    TELEGRAM = "telegram"


class Role(StrEnum):
    """What an account of the registry is."""

    OPD = "opd"
    PERSON = "person"
    CANDIDATE = "candidate"
    CAMPAIGN_TEAM = "campaign_team"
    VOLUNTEER = "volunteer"
    INCUMBENT_OFFICE = "incumbent_office"
    PARTY = "party"
    MEDIA = "media"


SUBJECT_ROLES = frozenset({Role.OPD, Role.PERSON})
CAMPAIGN_ROLES = frozenset({Role.CANDIDATE, Role.CAMPAIGN_TEAM, Role.VOLUNTEER})


class Basis(StrEnum):
    """Why an account stands in the registry."""

    DECLARED = "declared"
    OFFICIAL_DIRECTORY = "official_directory"
    KPU_REGISTERED = "kpu_registered"
    COMPLAINT = "complaint"
    CLAIMED = "claimed"


class Employment(StrEnum):
    """The employment class of a person, each with a rule basis of its own."""

    PNS = "pns"
    PPPK = "pppk"
    PTT = "ptt"


class Flag(StrEnum):
    """What a reader of a lead must know about the account."""

    DUTY = "duty"
    MEDIA = "media"
    SPOUSE = "spouse"
    DISPUTED = "disputed"


class Kind(StrEnum):
    """A tie or an act between two accounts."""

    FOLLOW = "follow"
    JOIN = "join"
    LIKE = "like"
    SHARE = "share"
    COAUTHOR = "coauthor"
    COMMENT = "comment"
    REPLY = "reply"
    QUOTE = "quote"
    MENTION = "mention"
    TAG = "tag"
    POST = "post"


TIE_KINDS = frozenset({Kind.FOLLOW, Kind.JOIN})
DIRECTED_KINDS = frozenset({Kind.LIKE, Kind.SHARE, Kind.COAUTHOR})
UNDETERMINED_KINDS = frozenset({Kind.COMMENT, Kind.REPLY, Kind.QUOTE, Kind.POST})


class Op(StrEnum):
    """What a capture asked the platform for."""

    FOLLOWERS = "followers"
    FOLLOWING = "following"
    LIKERS = "likers"
    RETWEETERS = "retweeters"
    COMMENTS = "comments"
    REPLIES = "replies"
    POSTS = "posts"
    SEARCH = "search"
    PROFILE = "profile"
    MEDIA = "media"


LIST_OPS = frozenset({Op.FOLLOWERS, Op.FOLLOWING, Op.LIKERS, Op.RETWEETERS})
POST_OPS = frozenset({Op.LIKERS, Op.RETWEETERS, Op.COMMENTS, Op.REPLIES, Op.MEDIA})


class Regime(StrEnum):
    """The election law an investigation stands under."""

    PILKADA = "pilkada"
    PEMILU = "pemilu"


class RuleClass(StrEnum):
    """The class of a rule; the date of the act decides between the first two."""

    ETHICS = "ethics"
    DISCIPLINE = "discipline"
    CRIMINAL = "criminal"


class GroupRole(StrEnum):
    """What somebody is in a group beyond being in it, as far as captures or hand-kept lists tell."""

    CREATED = "created"
    ADMINISTERS = "administers"
    INVITED = "invited"


class RuleStatus(StrEnum):
    """Whether the field agrees on how a rule is read."""

    SETTLED = "settled"
    CONTESTED = "contested"


class RulePhase(StrEnum):
    """When a rule applies: the determination of the pairs divides the lists."""

    BEFORE_DETERMINATION = "before_determination"
    FROM_DETERMINATION = "from_determination"


class Observable(StrEnum):
    """Who can see an act of a rule: netral in captures, only a person who reads or looks, or no capture at all."""

    YES = "yes"
    HUMAN_ONLY = "human-only"
    NO = "no"


class Outcome(StrEnum):
    """What became of a record."""

    STORED = "stored"
    DUPLICATE = "duplicate"
    QUARANTINED = "quarantined"


class CaptureStatus(StrEnum):
    """Whether a captured file could be read to its end."""

    COMPLETE = "complete"
    PARTIAL = "partial"
    EMPTY = "empty"


class CaseState(StrEnum):
    """Where a case stands: petunjuk, penelusuran, klarifikasi, then one of two ends."""

    LEAD = "petunjuk"
    TRACING = "penelusuran"
    CLARIFICATION = "klarifikasi"
    NO_VIOLATION = "bukan_pelanggaran"
    FORWARDED = "diteruskan"


class Direction(StrEnum):
    """What an act is toward the pair it concerns; of what people wrote, only a person who read it can say so."""

    SUPPORT = "support"
    ATTACK = "attack"
    NEITHER = "neither"
    UNDETERMINED = "undetermined"


class ReplyKind(StrEnum):
    """Whether the person or agency concerned was heard: they answered, did not, or only the state says so."""

    GIVEN = "given"
    NOT_GIVEN = "not_given"
    CLARIFICATION = "clarification"


class Addressee(StrEnum):
    """Who a case is forwarded to."""

    PERSONNEL = "bkpsdm"
    BAWASLU = "bawaslu"
    INSPECTORATE = "inspektorat"
    SECRETARY = "sekda"
    BKN = "bkn"


class Conflict(StrEnum):
    """Why an addressee may be on a side."""

    UNDER_INCUMBENT = "under_incumbent"
    OWN_UNIT = "own_unit"


class RemovalState(StrEnum):
    """What a recheck found of what somebody was asked to remove."""

    REQUESTED = "requested"
    REMOVED = "removed"
    STILL_THERE = "still_there"


class Channel(StrEnum):
    """How a complaint came."""

    FORM = "form"
    LETTER = "letter"
    PUBLIC_CHANNEL = "public_channel"
    FORWARDED_LINK = "forwarded_link"
    SCREENSHOT = "screenshot"
    SUPERIOR = "superior"
    BAWASLU = "bawaslu"
    OTHER = "other"


class Topic(StrEnum):
    """What is no matter of neutrality, and is routed to whom it concerns."""

    HOAX = "hoax"
    HATE = "hate"
    SARA = "sara"


class RoutedTo(StrEnum):
    """Whom something is routed to."""

    KOMINFO = "kominfo"
    BAWASLU = "bawaslu"
    POLICE = "polri"
    PLATFORM = "platform"


class ReporterState(StrEnum):
    """Whether it is known who complained, and where that lies; never who it is."""

    NONE = "none"
    SEALED = "sealed"
    DESTROYED = "destroyed"


class DayCount(StrEnum):
    """How the days of a deadline are counted."""

    CALENDAR = "calendar"
    WORKING = "working"
