"""A post or user as X's own pages hold it, in today's shape or an older one -> what it says."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from netral.model import AccountSeen
from netral.sources.moments import epoch_to_us
from netral.sources.tweet import ADDRESS, RETWEET, TweetSeen, expand_links, find_linked, unescape_text
from netral.sources.unusable import NativeId, to_id
from netral.sources.x_shapes import Entities, Fields, Holder, Media, Note, Result, Tag, User
from netral.times import parse_platform_time

NOTHING, NO_NOTE = Fields(), Note()
# A post for paying subscribers: others see the beginning of its text, and not whether it answers or quotes.
PREVIEW = "TweetPreviewDisplay"


def unwrap_result(result: Result) -> Result:
    """A post with whom may answer it, or other notes of X around it, to the post itself."""
    if result.tweet is None or result.typename == PREVIEW or result.legacy not in (None, NOTHING):
        return result
    return result.tweet


def result_to_account(user: User | None) -> AccountSeen | None:
    """A user of X's pages to an account; None where its id or handle is missing."""
    if user is None:
        return None
    core, legacy = user.core or user, user.legacy or user
    native_id = to_id(user.rest_id, "rest_id") or to_id(user.id_str, "id_str")
    handle = core.screen_name or legacy.screen_name
    return AccountSeen("x", native_id, handle, core.name or legacy.name) if native_id and handle else None


def result_to_tweet(result: Result) -> TweetSeen | None:
    """A post of X's pages to what it says; None where it is not shown, or has no id.

    Raises
    ------
    MangledId
        When an id was rounded to a float.
    Unusable, BadTime
        When an id or its time cannot be read.
    """
    result = unwrap_result(result)
    fields, native_id = _find_fields(result), _find_id(result)
    if fields is None or native_id is None:
        return None
    first_id = _find_first_version(result) or native_id
    conversation_id = to_id(fields.conversation_id_str, "conversation_id_str")
    note = _find_note(result)
    return TweetSeen(
        first_id,
        _find_author(result, fields, native_id),
        expand_links(note.text or unescape_text(_find_text(fields)), _list_links(fields, note)),
        # A version's time is that of its edit.
        parse_platform_time(fields.created_at) or epoch_to_us(fields.created_at_ms) if first_id == native_id else None,
        first_id if conversation_id == native_id else conversation_id,
        _find_answered(result, fields),
        _to_named(fields.in_reply_to_user_id_str, "in_reply_to_user_id_str", fields.in_reply_to_screen_name)
        or (result_to_account(result.reply_to_user_results.result) if result.reply_to_user_results else None),
        _list_mentions(fields, note),
        _find_shared(fields),
        _find_quoted(result, fields, note, native_id),
        tagged=_list_tagged(fields),
    )


def _find_fields(result: Result) -> Fields | None:
    """Where a post says what it says, several places in one; None where it says nothing."""
    details, media = result.details, result.media_entities2 or result.media_entities
    if result.legacy is None and details is None and result.full_text is None and result.text is None:
        return None
    own = result if result.legacy is None else result.legacy
    return own if details is None and not media else _gather(result, own, details or NOTHING, media)


def _gather(result: Result, own: Fields, details: Fields, media: list[Media] | None) -> Fields:
    """What a post says itself, and beside that under ``details`` and in lists of people, links and pictures."""
    entities = own.entities or Entities()
    return replace(
        own,
        created_at_ms=details.created_at_ms or own.created_at_ms,
        full_text=own.full_text if details.full_text is None else details.full_text,
        entities=replace(
            entities,
            user_mentions=result.mention_entities or entities.user_mentions,
            urls=result.url_entities or entities.urls,
        ),
        extended_entities=own.extended_entities or Entities(media=media),
    )


def _find_id(result: Result) -> str | None:
    """The id of a post, which stands beside what it says, and in older pages only within."""
    if native_id := to_id(result.rest_id, "rest_id"):
        return native_id
    return to_id((result.legacy or result).id_str, "id_str")


def _find_text(fields: Fields) -> str | None:
    if fields.full_text is not None:
        return fields.full_text
    return (fields.extended_tweet and fields.extended_tweet.full_text) or fields.text


def _find_note(result: Result) -> Note:
    held = result.note_tweet and result.note_tweet.note_tweet_results
    return (held and held.result) or NO_NOTE


def _find_answered(result: Result, fields: Fields) -> str | None:
    """The id of the post that is answered."""
    if answered_id := to_id(fields.in_reply_to_status_id_str, "in_reply_to_status_id_str"):
        return answered_id
    return to_id(result.reply_to_results.rest_id, "rest_id") if result.reply_to_results else None


def _find_shared(fields: Fields) -> TweetSeen | None:
    """The post that a retweet shares; of one that the page does not show, its id where that is told."""
    holder = fields.retweeted_status_result or fields.retweeted_status_results or fields.repostedStatusResults
    result = holder.result if holder else fields.retweeted_status
    if result is not None and (shared := result_to_tweet(result)):
        return shared
    native_id = result and _find_id(result.tweet or result)
    native_id = native_id or to_id(fields.retweeted_status_id_str, "retweeted_status_id_str")
    is_shared = native_id or (holder is not None and RETWEET.match(fields.full_text or ""))
    return TweetSeen(native_id or "") if is_shared else None


def _find_quoted(result: Result, fields: Fields, note: Note, own_id: str) -> TweetSeen | None:
    """The post that a post quotes. Of one that the page does not show, its address names the author.

    Of one that is deleted X may leave out the id too: the link to it is in the text then, if it is anywhere.
    """
    holder: Holder | None = result.quoted_status_result or result.quoted_tweet_results or result.quotedPostResults
    quoted = holder.result if holder else result.quoted_status
    if quoted is not None and (seen := result_to_tweet(quoted)):
        return seen
    native_id = to_id(fields.quoted_status_id_str, "quoted_status_id_str")
    native_id = native_id or (to_id(holder.rest_id, "rest_id") if holder else None)
    if native_id is None:
        addresses = (address for _, address in _list_links(fields, note))
        return find_linked(addresses, own_id=own_id) if fields.is_quote_status is True else None
    permalink = fields.quoted_status_permalink
    match = ADDRESS.match((permalink and permalink.expanded) or "")
    return TweetSeen(native_id, match and _name(fields, match[1]), shown=False)


def _name(fields: Fields, handle: str) -> AccountSeen:
    """Whom a handle names: the one mentioned by it, who has an id, else the handle alone."""
    named = (each for each in _list_mentions(fields, NO_NOTE) if (each.handle or "").lower() == handle.lower())
    return next(named, AccountSeen("x", None, handle))


def _find_author(result: Result, fields: Fields, native_id: str) -> AccountSeen | None:
    """The author as the page shows them; of one whom it does not, the post keeps the id, its pictures the handle."""
    held = result.core and (result.core.user_results or result.core.user_result)
    if author := result_to_account((held.result if held else None) or result.user):
        return author
    author_id, handle = to_id(fields.user_id_str, "user_id_str"), _find_handle(fields, native_id)
    return AccountSeen("x", author_id, handle) if author_id or handle else None


def _find_handle(fields: Fields, native_id: str) -> str | None:
    """The handle in the address of a picture or video that was put into this very post and no other."""
    for entities in (fields.extended_entities, fields.entities):
        for media in (entities and entities.media) or ():
            match = ADDRESS.match(media.expanded_url or "")
            if match and match[2] == native_id:
                return match[1]
    return None


def _find_first_version(result: Result) -> str | None:
    """X gives every version of an edited post an id of its own; the first one's stands for the post."""
    control = result.edit_control
    if control is None:
        return None
    versions = (control.edit_control_initial or control).edit_tweet_ids
    return to_id(versions[0], "edit_tweet_ids") if versions else None


def list_versions(result: Result) -> Iterator[tuple[str, str]]:
    """The later versions of an edited post, each with the first, which stands for them all."""
    result = unwrap_result(result)
    if (first_id := _find_first_version(result)) and (native_id := to_id(result.rest_id, "rest_id")):
        yield native_id, first_id


def _list_links(fields: Fields, note: Note) -> Iterator[tuple[object, object]]:
    for entities in (fields.entities, note.entity_set):
        for link in (entities and entities.urls) or ():
            yield link.url, link.expanded_url


def _list_mentions(fields: Fields, note: Note) -> tuple[AccountSeen, ...]:
    """Whom a post mentions, each once; whom only the long text of a note does stands with the note."""
    seen: dict[str, AccountSeen] = {}
    for entities in (fields.entities, note.entity_set):
        for mention in (entities and entities.user_mentions) or ():
            _add_named(seen, mention.id_str, "id_str", mention)
    return tuple(seen.values())


def _list_tagged(fields: Fields) -> tuple[AccountSeen, ...]:
    """Whom the author tagged in pictures, each once; tags in a picture out of another post are somebody else's."""
    seen: dict[str, AccountSeen] = {}
    for media in (fields.extended_entities and fields.extended_entities.media) or ():
        feature = media.features and media.features.all
        for tag in (feature and feature.tags) or () if not media.source_status_id_str else ():
            _add_named(seen, tag.user_id, "user_id", tag)
    return tuple(seen.values())


def _add_named(seen: dict[str, AccountSeen], native_id: NativeId, key: str, named: User | Tag) -> None:
    if account := _to_named(native_id, key, named.screen_name, named.name):
        seen.setdefault(account.platform_id or account.handle or "", account)


def _to_named(native_id: NativeId, key: str, handle: str | None, name: str | None = None) -> AccountSeen | None:
    known_id = to_id(native_id, key)
    return AccountSeen("x", known_id, handle, name) if known_id or handle else None
