-- From what each capture's parse left behind to the tables. A pure function of the set of captures: no row depends on
-- the order in which they came. A statement runs as soon as those whose names it mentions have run; the inputs are the
-- views part_captures, part_records, part_duplicates, part_accounts, part_posts and part_acts, each with the capture it
-- comes from. Joins have their small side on the right: there DuckDB is told to leave it.

-- A handle that one id wears is that id. A handle that several ids wore is kept apart, and said so.
CREATE TABLE alias_seen AS
SELECT alias_id AS alias, account_id, min(first_us) AS decided_us
FROM part_accounts WHERE alias_id IS NOT NULL AND alias_id <> account_id
GROUP BY ALL;

CREATE TABLE account_aliases AS
SELECT alias, account_id,
       CASE WHEN count(*) OVER (PARTITION BY alias) = 1 THEN 'observed' ELSE 'conflict' END AS method,
       decided_us
FROM alias_seen;

CREATE TABLE alias AS SELECT alias, account_id FROM account_aliases WHERE method = 'observed';

-- A message of Telegram is named by its chat's id or by a handle of it; a handle that several chats wore names nothing.
CREATE TABLE chat_post AS
SELECT DISTINCT p.post_id, coalesce(a.account_id, p.chat) AS chat, p.number, p.is_by_id
FROM part_chat_posts p LEFT JOIN alias a ON a.alias = p.chat;

CREATE TABLE post_alias AS
SELECT p.post_id AS alias, named.post_id
FROM chat_post p JOIN (
    SELECT chat, number, arg_min(post_id, (NOT is_by_id, post_id)) AS post_id
    FROM chat_post GROUP BY ALL HAVING count(*) > 1
) named USING (chat, number)
WHERE p.post_id <> named.post_id;

-- A post is hashed until somebody shows that a registry account wrote it.
CREATE TABLE post_plain AS
SELECT coalesce(a.post_id, p.hashed_id) AS hashed_id, min(p.post_id) AS post_id
FROM part_posts p LEFT JOIN post_alias a ON a.alias = p.hashed_id
WHERE p.hashed_id IS NOT NULL GROUP BY 1;

CREATE TABLE post_name AS
SELECT hashed_id, post_id FROM post_plain
UNION ALL
SELECT a.alias, coalesce(n.post_id, a.post_id) FROM post_alias a LEFT JOIN post_plain n ON n.hashed_id = a.post_id;

-- What a chat says of itself is no post, and what stands under it, as in a topic of a forum, answers nobody.
CREATE TABLE post_service AS
SELECT DISTINCT coalesce(n.post_id, p.post_id) AS post_id
FROM part_posts p LEFT JOIN post_name n ON n.hashed_id = p.post_id
WHERE p.kind = 'service';

CREATE VIEW post_seen AS
SELECT coalesce(n.post_id, p.post_id) AS post_id,
       coalesce(a.account_id, p.account_id) AS account_id,
       CASE WHEN s.post_id IS NOT NULL AND p.kind = 'reply' THEN 'post' ELSE p.kind END AS kind,
       p.text, p.text_captured, p.created_us, p.url,
       CASE WHEN s.post_id IS NULL THEN coalesce(np.post_id, p.parent) END AS parent,
       coalesce(nr.post_id, p.root) AS root,
       p.known_us
FROM part_posts p
LEFT JOIN post_name n ON n.hashed_id = coalesce(p.hashed_id, p.post_id)
LEFT JOIN post_name np ON np.hashed_id = p.parent
LEFT JOIN post_name nr ON nr.hashed_id = p.root
LEFT JOIN post_service s ON s.post_id = coalesce(np.post_id, p.parent)
LEFT JOIN alias a ON a.alias = p.account_id
WHERE p.kind IS DISTINCT FROM 'service';

-- Most posts and acts are seen once, and those are taken as they are: only the others are worth to be grouped.
CREATE TABLE post_again AS
SELECT coalesce(n.post_id, p.post_id) AS post_id
FROM part_posts p LEFT JOIN post_name n ON n.hashed_id = coalesce(p.hashed_id, p.post_id)
WHERE hash(coalesce(n.post_id, p.post_id)) % getvariable('buckets') = getvariable('bucket')
GROUP BY 1 HAVING count(*) > 1;

-- The newest version is shown; a capture that does not tell its time yields to one that does. What reads Telegram's
-- public pages cannot tell what a message answers or forwards: an export that does is believed, and the words of a
-- forwarded one are somebody else's.
CREATE TABLE post_newest AS
SELECT post_id, account_id, kind, words.text AS text, words.text_captured AS text_captured, created_us, url, parent, root
FROM (
    SELECT post_id,
           min(account_id) AS account_id,
           starts_with(post_id, 'telegram:') AS is_telegram,
           CASE WHEN is_telegram THEN max(p.kind) ELSE arg_max(p.kind, (known_us, p.kind)) END AS kind,
           arg_max({'text': text, 'text_captured': text_captured}, (known_us, text, coalesce(text_captured, '')))
               FILTER (text IS NOT NULL) AS said,
           arg_max({'text': text, 'text_captured': text_captured}, (known_us, text, coalesce(text_captured, '')))
               FILTER (text IS NOT NULL AND p.kind = 'repost' AND starts_with(post_id, 'telegram:')) AS forwarded,
           CASE WHEN is_telegram AND bool_or(p.kind = 'repost') THEN forwarded ELSE said END AS words,
           min(created_us) AS created_us,
           min(url) AS url, min(parent) AS parent, min(root) AS root
    FROM post_seen p SEMI JOIN post_again USING (post_id)
    WHERE hash(post_id) % getvariable('buckets') = getvariable('bucket') GROUP BY post_id
);

CREATE VIEW posts AS
SELECT post_id, account_id, kind, text, CASE WHEN text IS NOT NULL THEN text_captured END AS text_captured,
       created_us, url, parent, root
FROM post_seen ANTI JOIN post_again USING (post_id)
UNION ALL FROM post_newest;

-- Most acts say themselves toward whom and when they are; the others ask the post that they are about.
CREATE TABLE post_asked AS
SELECT post_id, account_id, created_us
FROM posts SEMI JOIN (
    SELECT coalesce(n.post_id, x.object_post) AS post_id
    FROM part_acts x LEFT JOIN post_name n ON n.hashed_id = x.object_post
    WHERE x.target IS NULL OR x.occurred_us IS NULL
) USING (post_id);

-- Which act is which. With the platform's id of the act: that. Without: kind, actor, object (or target) and second; it is
-- the same act as one with an id when all of these agree, and a record that names no object agrees by its target. Without
-- any time: kind, actor and object, and the same act as a timed one that lies in its interval. On Telegram an account has
-- one set of reactions to a message, whose time is another with each change: actor and object are the id of its like.
CREATE TABLE act_seen AS
SELECT *, 'i-' || left(sha256(own_key), 20) AS interaction_id
FROM (SELECT *, kind IN ('follow', 'join') AS is_tie,
             CASE WHEN kind = 'like' AND platform = 'telegram' AND object_post IS NOT NULL AND occurred_us IS NOT NULL THEN
                 concat_ws('|', 'of', kind, object_post, actor)
             WHEN act_post IS NOT NULL AND kind NOT IN ('follow', 'join') THEN
                 concat_ws('|', 'id', kind, act_post, actor,
                           CASE WHEN kind IN ('mention', 'tag', 'coauthor') THEN target END)
             END AS own_key
FROM (
    SELECT x.capture_id, x.seq, x.platform, x.kind,
           coalesce(aa.account_id, x.actor) AS actor,
           coalesce(ta.account_id, x.target,
                    CASE WHEN x.kind IN ('like', 'share', 'comment', 'reply', 'quote')
                           OR x.kind = 'coauthor' AND o.account_id <> coalesce(aa.account_id, x.actor)
                         THEN o.account_id END) AS target,
           coalesce(na.post_id, x.act_post) AS act_post,
           coalesce(no.post_id, x.object_post) AS object_post,
           x.object_url, x.act_url, x.text, x.text_captured, x.occurred_us,
           CASE WHEN x.occurred_us IS NULL THEN greatest(x.after_us, o.created_us) END AS after_us,
           x.before_us, x.observed_us, x.precision, x.zone_assumed, x.derivation, x.weight
    FROM part_acts x
    LEFT JOIN alias aa ON aa.alias = x.actor
    LEFT JOIN alias ta ON ta.alias = x.target
    LEFT JOIN post_name na ON na.hashed_id = x.act_post
    LEFT JOIN post_name no ON no.hashed_id = x.object_post
    LEFT JOIN post_asked o ON o.post_id = coalesce(no.post_id, x.object_post)
));

-- An answer's own mention of whom it answers is no further act, and whom a message of Telegram answers, another export may
-- tell; of other platforms each record tells it itself. So too what answers nobody. Whom a forwarded message mentions,
-- whoever wrote it mentions.
CREATE TABLE act_idle AS
SELECT interaction_id FROM act_seen SEMI JOIN post_service ON post_service.post_id = act_seen.object_post
WHERE kind = 'reply' AND platform = 'telegram' AND target IS NULL AND own_key IS NOT NULL
UNION SELECT m.interaction_id
FROM act_seen m SEMI JOIN (
    SELECT act_post, actor, target FROM act_seen WHERE platform = 'telegram' AND kind = 'reply'
) USING (act_post, actor, target)
WHERE m.platform = 'telegram' AND m.kind = 'mention'
UNION SELECT m.interaction_id
FROM act_seen m SEMI JOIN (
    SELECT act_post FROM act_seen WHERE platform = 'telegram' AND kind = 'share'
) USING (act_post)
WHERE m.platform = 'telegram' AND m.kind = 'mention';

-- Acts without an id, and besides them those with one that they may be: of the same actor and kind.
CREATE TABLE act_loose AS
SELECT * EXCLUDE (interaction_id), concat_ws('|', kind, actor, coalesce(object_post, target, '')) AS base,
       CASE WHEN target IS NOT NULL THEN concat_ws('|', kind, actor, target) END AS target_base,
       occurred_us // 1000000 AS second
FROM act_seen WHERE NOT is_tie AND own_key IS NULL;

CREATE TABLE act_near AS
SELECT own_key, object_post, concat_ws('|', kind, actor, coalesce(object_post, target, '')) AS base,
       CASE WHEN target IS NOT NULL THEN concat_ws('|', kind, actor, target) END AS target_base,
       occurred_us // 1000000 AS second
FROM act_seen WHERE own_key IS NOT NULL AND (kind, actor) IN (SELECT (kind, actor) FROM act_loose)
UNION ALL SELECT own_key, object_post, base, target_base, second FROM act_loose;

CREATE TABLE key_of_second AS
SELECT base, second, coalesce(min(own_key), concat_ws('|', 'at', base, second)) AS act_key
FROM act_near WHERE second IS NOT NULL GROUP BY base, second;

CREATE TABLE key_of_target AS
SELECT a.target_base, a.second, min(coalesce(a.own_key, s.act_key)) AS act_key
FROM act_near a JOIN key_of_second s ON s.base = a.base AND s.second = a.second
WHERE a.object_post IS NOT NULL AND a.target_base IS NOT NULL
GROUP BY a.target_base, a.second;

CREATE TABLE key_of_timeless AS
SELECT t.capture_id, t.seq, t.base,
       coalesce(arg_min(k.act_key, (k.second, k.act_key)), concat_ws('|', 'any', t.base)) AS act_key
FROM (SELECT DISTINCT capture_id, seq, base, after_us, before_us FROM act_loose WHERE second IS NULL) t
LEFT JOIN key_of_second k
  ON k.base = t.base
 AND (t.after_us IS NULL OR k.second >= t.after_us // 1000000)
 AND (t.before_us IS NULL OR k.second <= t.before_us // 1000000)
GROUP BY t.capture_id, t.seq, t.base;

CREATE TABLE act_tied AS
SELECT a.* EXCLUDE (base, target_base, second),
       'i-' || left(sha256(coalesce(g.act_key, s.act_key, t.act_key)), 20) AS interaction_id
FROM act_loose a
LEFT JOIN key_of_second s ON s.base = a.base AND s.second = a.second
LEFT JOIN key_of_target g ON a.object_post IS NULL AND g.target_base = a.target_base AND g.second = a.second
LEFT JOIN key_of_timeless t
  ON a.second IS NULL AND t.capture_id = a.capture_id AND t.seq = a.seq AND t.base = a.base;

CREATE VIEW act_named AS
SELECT * FROM act_seen ANTI JOIN act_idle USING (interaction_id) WHERE own_key IS NOT NULL
UNION ALL BY NAME SELECT * FROM act_tied;

-- Of posts outside the registry nothing is shown.
CREATE TABLE post_shown AS
SELECT post_id, url, text, text_captured FROM posts WHERE url IS NOT NULL OR text IS NOT NULL;

CREATE VIEW act_shown AS
SELECT n.*, o.url AS object_shown, p.url AS act_shown, p.text AS text_shown, p.text_captured AS text_shown_captured
FROM act_named n
LEFT JOIN post_shown o ON o.post_id = n.object_post
LEFT JOIN post_shown p ON p.post_id = n.act_post AND n.kind NOT IN ('like', 'share');

CREATE TABLE act_again AS
SELECT interaction_id FROM act_named
WHERE hash(interaction_id) % getvariable('buckets') = getvariable('bucket')
GROUP BY interaction_id HAVING count(*) > 1;

-- Toward whom an act is, a pattern tells only where no record tells it otherwise.
-- Records that tell one act of two objects, as an answer that one tool hangs on whom it answers and another on the comment
-- that began it all: object and target are those of one record, if possible of one that has both.
CREATE TABLE act_toward AS
SELECT interaction_id, arg_min(object_post, (target IS NULL, object_post)) AS toward
FROM act_named SEMI JOIN act_again USING (interaction_id)
WHERE object_post IS NOT NULL AND hash(interaction_id) % getvariable('buckets') = getvariable('bucket')
GROUP BY interaction_id HAVING min(object_post) <> max(object_post);

CREATE VIEW act_fitting AS
SELECT n.*, t.toward IS NULL OR n.object_post IS NOT DISTINCT FROM t.toward AS fits,
       fits AND n.derivation <> 'regex' AS tells
FROM act_shown n LEFT JOIN act_toward t USING (interaction_id);

CREATE TABLE act_merged AS
SELECT n.interaction_id, min(n.kind) AS kind, min(n.platform) AS platform, min(n.actor) AS actor,
       coalesce(min(n.target) FILTER (n.tells), min(n.target) FILTER (n.fits)) AS target, min(n.act_post) AS act_post,
       min(n.object_post) FILTER (n.fits) AS object_post,
       coalesce(min(n.occurred_us) FILTER (NOT n.zone_assumed), min(n.occurred_us)) AS occurred_us,
       CASE WHEN min(n.occurred_us) IS NULL THEN max(n.after_us) END AS after_us,
       CASE WHEN min(n.occurred_us) IS NULL THEN min(n.before_us) END AS before_us,
       CASE WHEN min(n.occurred_us) IS NULL THEN min(n.precision)
            ELSE min(n.precision) FILTER (n.occurred_us IS NOT NULL) END AS precision,
       coalesce(bool_and(n.zone_assumed) FILTER (n.occurred_us IS NOT NULL), bool_and(n.zone_assumed)) AS zone_assumed,
       CASE WHEN min(n.target) FILTER (n.tells) IS NULL AND min(n.target) FILTER (n.fits) IS NOT NULL THEN 'regex'
            WHEN bool_or(n.derivation = 'native') THEN 'native' ELSE min(n.derivation) END AS derivation,
       max(n.weight) AS weight,
       coalesce(min(n.actor) = coalesce(min(n.target) FILTER (n.tells), min(n.target) FILTER (n.fits)), false) AS is_self,
       coalesce(min(n.object_url) FILTER (n.fits), min(n.object_shown) FILTER (n.fits)) AS object_url,
       coalesce(min(n.act_url), min(n.act_shown)) AS act_url,
       coalesce(min(n.text_shown), min(n.text)) AS text,
       CASE WHEN min(n.text_shown) IS NOT NULL THEN min(n.text_shown_captured)
            ELSE arg_min({'captured': n.text_captured}, (n.text, coalesce(n.text_captured, '')))
                     FILTER (n.text IS NOT NULL).captured END AS text_captured,
       min(n.observed_us) AS first_observed_us, max(n.observed_us) AS last_observed_us
FROM act_fitting n SEMI JOIN act_again USING (interaction_id)
WHERE hash(n.interaction_id) % getvariable('buckets') = getvariable('bucket')
GROUP BY n.interaction_id;

CREATE VIEW interactions AS
SELECT interaction_id, kind, platform, actor, target, act_post, object_post, occurred_us,
       CASE WHEN occurred_us IS NULL THEN after_us END AS after_us,
       CASE WHEN occurred_us IS NULL THEN before_us END AS before_us,
       precision, zone_assumed, derivation, weight,
       coalesce(actor = target, false) AS is_self,
       coalesce(object_url, object_shown) AS object_url,
       coalesce(act_url, act_shown) AS act_url,
       coalesce(text_shown, text) AS text,
       CASE WHEN text_shown IS NOT NULL THEN text_shown_captured WHEN text IS NOT NULL THEN text_captured END
           AS text_captured,
       observed_us AS first_observed_us, observed_us AS last_observed_us
FROM act_shown ANTI JOIN act_again USING (interaction_id)
UNION ALL FROM act_merged;

CREATE VIEW follow_named AS
SELECT *, 'f-' || left(sha256(concat_ws('|', kind, actor, target)), 20) AS follow_id
FROM act_seen WHERE is_tie AND target IS NOT NULL;

CREATE VIEW follows AS
SELECT follow_id, min(kind) AS kind, min(actor) AS follower, min(target) AS followed,
       min(observed_us) AS first_observed_us, max(observed_us) AS last_observed_us,
       arg_min(capture_id, (observed_us, capture_id)) AS capture_id
FROM follow_named GROUP BY follow_id;

CREATE VIEW accounts AS
SELECT coalesce(a.account_id, p.account_id) AS account_id,
       split_part(min(p.account_id), ':', 1) AS platform,
       arg_max(p.handle, (p.known_us, p.handle)) AS handle,
       arg_max(p.display_name, (p.known_us, p.display_name, coalesce(p.display_name_captured, ''))) AS display_name,
       arg_max({'name': p.display_name_captured}, (p.known_us, p.display_name, coalesce(p.display_name_captured, '')))
           FILTER (p.display_name IS NOT NULL).name AS display_name_captured,
       min(p.reused_handle) AS reused_handle,
       min(p.first_us) AS first_seen_us, max(p.last_us) AS last_seen_us
FROM part_accounts p LEFT JOIN alias a ON a.alias = p.account_id
GROUP BY 1;

-- Whose list a capture named by a handle is that account's, as a list that named it by the id is.
CREATE TABLE target_name AS
SELECT alias, account_id FROM alias SEMI JOIN (SELECT DISTINCT target FROM part_records) t ON t.target = alias.alias;

CREATE TABLE record_name AS
SELECT capture_id, seq, concat(capture_id, ':', locator) AS record_id FROM part_records;

CREATE VIEW records AS
SELECT concat(p.capture_id, ':', p.locator) AS record_id,
       p.capture_id, p.locator, p.sha256, p.op, coalesce(t.account_id, p.target) AS target, p.declared_count,
       c.format AS parser, c.parser_version,
       CASE WHEN p.reason IS NOT NULL THEN 'quarantined' WHEN d.seq IS NOT NULL THEN 'duplicate' ELSE 'stored' END
           AS outcome,
       p.collected_us, p.seq, p.reason, p.detail
FROM part_records p
JOIN part_captures c USING (capture_id)
LEFT JOIN part_duplicates d ON d.capture_id = p.capture_id AND d.seq = p.seq
LEFT JOIN target_name t ON t.alias = p.target;

CREATE VIEW lineage AS
SELECT DISTINCT edge_id, record_id FROM (
    SELECT interaction_id AS edge_id, capture_id, seq FROM act_named
    UNION ALL SELECT follow_id, capture_id, seq FROM follow_named
) e JOIN record_name r USING (capture_id, seq);

CREATE TABLE post_shown_by AS
SELECT DISTINCT coalesce(n.post_id, p.post_id) AS post_id, p.capture_id, p.seq
FROM part_posts p LEFT JOIN post_name n ON n.hashed_id = coalesce(p.hashed_id, p.post_id)
WHERE p.kind IS NOT NULL AND coalesce(n.post_id, p.post_id) NOT LIKE '%:post:~%';

CREATE VIEW post_lineage AS
SELECT DISTINCT p.post_id, r.record_id FROM post_shown_by p JOIN record_name r USING (capture_id, seq);

CREATE VIEW quarantine AS
SELECT record_id, capture_id, locator, coalesce(reason, 'unknown') AS reason, detail
FROM records WHERE outcome = 'quarantined';

-- Whose post it is that a list is of, its records may tell: where they hide it, their capture does.
CREATE TABLE target_hidden AS
SELECT capture_id, min(target) AS hidden FROM part_records WHERE target LIKE '%:post:~%' GROUP BY capture_id;

CREATE VIEW captures AS
SELECT c.* REPLACE (CASE WHEN contains(c.target, ':post:') THEN coalesce(h.hidden, c.target) ELSE c.target END AS target)
FROM part_captures c LEFT JOIN target_hidden h ON h.capture_id = c.capture_id;
