"""One invented file of every other format, as detection sees it, to show that no two formats recognise the same."""

from __future__ import annotations

import csv
import json
from typing import Any

from netral.sources.format import Sample
from tests.sources.invented import make_envelope, make_graph_tweet, make_page, make_tweet, make_user

OTHER_SHAPES: dict[str, Any] = {
    "envelope": make_envelope({"id": "1", "text": "contoh", "author_id": "2"}),
    "snscrape": make_tweet(1),
    "snscrape users": make_user(1, "warga", name="Warga"),
    "x-graphql": make_page(make_graph_tweet("1")),
    "x-graphql user": {"data": {"user": {"result": {"__typename": "User", "rest_id": "1"}}}},
    "zeeschuimer": {
        "nav_index": "1:1",
        "item_id": "1",
        "timestamp_collected": 1727748000000,
        "source_platform": "twitter.com",
        "data": {"id": "1", "text": "contoh", "author_id": "2", "name": "a", "username": "b"},
    },
    "instaloader": {"node": {"shortcode": "C"}, "instaloader": {"node_type": "Post"}},
    "instaloader comments": [{"id": 1, "created_at": 1727748000, "text": "contoh", "owner": {"username": "a"}}],
    "telegram-export": {"name": "Kanal", "type": "public_channel", "id": 1, "messages": [{"id": 1, "text": "contoh"}]},
    "edges": "platform,actor,kind,target,occurred_at,object_url,weight,observed_at,act_url,text",
    "coordination": "message_id,user_id,username,repost_id,reply_id,message,timestamp,urls",
    "tweet-harvest": "conversation_id_str,created_at,full_text,id_str,lang,tweet_url,user_id_str,username",
    "minet": "user,id,timestamp_utc,local_time,user_screen_name,text,user_id,retweeted_id",
}


def sample_of(value: Any) -> Sample:
    """A JSON value, or the text of a file, to what detection sees of it."""
    if not isinstance(value, str):
        return Sample((value,), (), json.dumps(value).encode())
    first = value.splitlines()[0]
    delimiter = ";" if first.count(";") > first.count(",") else ","
    header = tuple(name.strip().lower() for name in next(csv.reader([first], delimiter=delimiter)))
    return Sample((), header, value.encode())
