"""Addresses of posts: which post they name, however they are written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from netral.sources.targets import check_given_target, parse_post_target, url_to_post_id

# What stands behind the shortcode of a private account's post.
PRIVATE = "abcdefghijklmnopqrstuvwxyz_0"


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://t.me/Relawan_Satu/12", "relawan_satu/12"),
        ("t.me/relawan_satu/12/", "relawan_satu/12"),
        ("https://t.me/s/relawan_satu/12?single", "relawan_satu/12"),
        ("https://telegram.me/relawan_satu/7/12?thread=7", "relawan_satu/12"),
        ("https://t.me/c/900/12", "900/12"),
        ("https://t.me/c/900/7/12", "900/12"),
        ("https://t.me/relawan_satu/12?comment=99", "relawan_satu/12?comment=99"),
        ("https://t.me/relawan_satu", "t.me/relawan_satu"),
        ("https://t.me/c/900", "t.me/c/900"),
        ("https://relawan_satu.t.me/12", "relawan_satu/12"),
        ("https://relawan_satu.t.me/77/12", "relawan_satu/12"),
    ],
)
def test_addresses_of_telegram_name_chat_and_message(address: str, expected: str) -> None:
    assert url_to_post_id("telegram", address) == expected


@pytest.mark.parametrize(
    ("platform", "address", "expected"),
    [
        ("facebook", "https://web.facebook.com/relawan/posts/998877", "998877"),
        ("facebook", "https://id-id.facebook.com/relawan/photos/a.1234567/998877/?type=3", "998877"),
        ("facebook", "https://mbasic.facebook.com/story.php?story_fbid=998877&id=1", "998877"),
        ("facebook", "https://www.facebook.com/relawan/videos/kampanye-akbar-di-alun-alun/998877/", "998877"),
        (
            "facebook",
            "https://www.facebook.com/relawan/posts/kampanye-akbar",
            "facebook.com/relawan/posts/kampanye-akbar",
        ),
        ("facebook", "https://www.facebook.com/groups/warga/permalink/998877/", "998877"),
        ("facebook", "https://www.facebook.com/groups/warga/posts/998877/?__cft__[0]=x", "998877"),
        ("facebook", "https://bukanfacebook.com/relawan/posts/998877", "bukanfacebook.com/relawan/posts/998877"),
        ("youtube", "https://music.youtube.com/watch?v=abcdefghijk", "abcdefghijk"),
        ("tiktok", "https://vt.tiktok.com/ZSabc/", "vt.tiktok.com/ZSabc"),
        ("instagram", "https://www.instagram.com/p/CmiJBr2LAAAabcdefghijklmnopqrstuvwxyz_0/", "CmiJBr2LAAA"),
        ("instagram", "https://www.instagram.com/p/Cab_12-xabcdefghijklmnopqrstuvwxyz_0/?igsh=x", "Cab_12-x"),
        ("threads", "https://www.threads.net/@a/post/CmiJBr2LAAAabcdefghijklmnopqrstuvwxyz_0", f"CmiJBr2LAAA{PRIVATE}"),
    ],
)
def test_a_post_is_one_whatever_stands_before_and_in_its_address(platform: str, address: str, expected: str) -> None:
    assert url_to_post_id(platform, address) == expected


@pytest.mark.parametrize(
    "name", ["CmiJBr2LAAA", f"CmiJBr2LAAA{PRIVATE}", "3000000000000000000", "3000000000000000000_22"]
)
def test_a_post_of_instagram_is_one_by_its_number_and_by_either_shortcode(name: str) -> None:
    assert parse_post_target(f"instagram:post:{name}").native_id == "CmiJBr2LAAA"
    assert parse_post_target(f"threads:post:{name}").native_id == name


@pytest.mark.parametrize(
    "text", ["x:@relawan_satu", "x:123", "youtube:UC_a-1", "x:post:123", "instagram:post:Cabc_1-2", "telegram:post:a/1"]
)
def test_handles_ids_and_posts_may_be_given_as_targets(text: str) -> None:
    check_given_target(text)


@given(
    platform=st.sampled_from(["x", "instagram", "facebook", "tiktok", "youtube", "threads", "telegram"]),
    scheme=st.sampled_from(["https://", "http://", "HTTPS://", ""]),
    host=st.sampled_from(["x.com", "www.Instagram.com", "m.tiktok.com", "youtu.be", "t.me", "lain.example", "a..b"]),
    path=st.text("aB9/.-_@+~%:", max_size=30) | st.sampled_from(["/relawan/status/123", "/p/Cabc_12/", "/s/Relawan/7"]),
)
def test_an_address_with_an_empty_query_is_the_same_one(platform: str, scheme: str, host: str, path: str) -> None:
    url = f"{scheme}{host}{path}"
    assert url_to_post_id(platform, url).rstrip("?") == url_to_post_id(platform, f"{url}?").rstrip("?")
