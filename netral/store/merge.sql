-- From what each capture's parse left behind to the tables. A pure function of the set of captures: no row depends on
-- the order in which they came. Statements run one after another; the inputs are the views part_captures, part_records,
-- part_accounts, part_posts and part_acts, each with the capture it comes from.

-- A handle that one id wears is that id. A handle that several ids wore is kept apart, and said so.
CREATE TEMP TABLE alias_seen AS
SELECT alias_id AS alias, account_id, min(first_us) AS decided_us
FROM part_accounts WHERE alias_id IS NOT NULL AND alias_id <> account_id
GROUP BY ALL;

CREATE TEMP TABLE account_aliases AS
SELECT alias, account_id,
       CASE WHEN count(*) OVER (PARTITION BY alias) = 1 THEN 'observed' ELSE 'conflict' END AS method,
       decided_us
FROM alias_seen;

CREATE TEMP TABLE alias AS SELECT alias, account_id FROM account_aliases WHERE method = 'observed';

-- A post is hashed until somebody shows that a registry account wrote it.
CREATE TEMP TABLE post_name AS
SELECT hashed_id, min(post_id) AS post_id FROM part_posts WHERE hashed_id IS NOT NULL GROUP BY 1;

CREATE TEMP TABLE post_seen AS
SELECT p.capture_id, p.seq,
       coalesce(n.post_id, p.post_id) AS post_id,
       coalesce(a.account_id, p.account_id) AS account_id,
       p.kind, p.text, p.created_us, p.url,
       coalesce(np.post_id, p.parent) AS parent,
       coalesce(nr.post_id, p.root) AS root,
       p.observed_us
FROM part_posts p
LEFT JOIN post_name n ON n.hashed_id = p.post_id
LEFT JOIN post_name np ON np.hashed_id = p.parent
LEFT JOIN post_name nr ON nr.hashed_id = p.root
LEFT JOIN alias a ON a.alias = p.account_id;

CREATE TEMP TABLE posts AS
SELECT post_id,
       min(account_id) AS account_id,
       arg_max(kind, (observed_us, kind)) AS kind,
       arg_max(text, (observed_us, text)) AS text,
       min(created_us) AS created_us,
       min(url) AS url, min(parent) AS parent, min(root) AS root
FROM post_seen GROUP BY post_id;

CREATE TEMP TABLE act_seen AS
SELECT x.capture_id, x.seq, x.platform, x.kind,
       coalesce(aa.account_id, x.actor) AS actor,
       coalesce(ta.account_id, x.target,
                CASE WHEN x.kind IN ('like', 'share', 'comment', 'reply', 'quote') THEN o.account_id END) AS target,
       coalesce(na.post_id, x.act_post) AS act_post,
       coalesce(no.post_id, x.object_post) AS object_post,
       x.object_url, x.act_url, x.text, x.occurred_us,
       CASE WHEN x.occurred_us IS NULL THEN greatest(x.after_us, o.created_us) END AS after_us,
       x.before_us, x.observed_us, x.precision, x.zone_assumed, x.derivation, x.weight
FROM part_acts x
LEFT JOIN alias aa ON aa.alias = x.actor
LEFT JOIN alias ta ON ta.alias = x.target
LEFT JOIN post_name na ON na.hashed_id = x.act_post
LEFT JOIN post_name no ON no.hashed_id = x.object_post
LEFT JOIN posts o ON o.post_id = coalesce(no.post_id, x.object_post);

-- Which act is which. With the platform's id of the act: that. Without: kind, actor, object (or target) and second; it is
-- the same act as one with an id when all of these agree, and a record that names no object agrees by its target. Without
-- any time: kind, actor and object, and the same act as a timed one that lies in its interval.
CREATE TEMP TABLE act_keyed AS
SELECT *, concat_ws('|', kind, actor, coalesce(object_post, target, '')) AS base,
       CASE WHEN target IS NOT NULL THEN concat_ws('|', kind, actor, target) END AS target_base,
       occurred_us // 1000000 AS second,
       CASE WHEN act_post IS NOT NULL THEN
           concat_ws('|', 'id', kind, act_post, actor, CASE WHEN kind IN ('mention', 'tag', 'coauthor') THEN target END)
       END AS own_key
FROM act_seen WHERE kind NOT IN ('follow', 'join');

CREATE TEMP TABLE key_of_second AS
SELECT base, second, coalesce(min(own_key), concat_ws('|', 'at', base, second)) AS act_key
FROM act_keyed WHERE second IS NOT NULL GROUP BY base, second;

CREATE TEMP TABLE key_of_target AS
SELECT a.target_base, a.second, min(coalesce(a.own_key, s.act_key)) AS act_key
FROM act_keyed a JOIN key_of_second s ON s.base = a.base AND s.second = a.second
WHERE a.object_post IS NOT NULL AND a.target_base IS NOT NULL
GROUP BY a.target_base, a.second;

CREATE TEMP TABLE key_of_timeless AS
SELECT t.capture_id, t.seq, t.base, t.own_key,
       coalesce(arg_min(k.act_key, (k.second, k.act_key)), concat_ws('|', 'any', t.base)) AS act_key
FROM (SELECT DISTINCT capture_id, seq, base, own_key, after_us, before_us FROM act_keyed
      WHERE second IS NULL AND own_key IS NULL) t
LEFT JOIN key_of_second k
  ON k.base = t.base
 AND (t.after_us IS NULL OR k.second >= t.after_us // 1000000)
 AND (t.before_us IS NULL OR k.second <= t.before_us // 1000000)
GROUP BY t.capture_id, t.seq, t.base, t.own_key;

CREATE TEMP TABLE act_named AS
SELECT a.*, 'i-' || left(sha256(coalesce(a.own_key, g.act_key, s.act_key, t.act_key)), 20) AS interaction_id
FROM act_keyed a
LEFT JOIN key_of_second s ON a.own_key IS NULL AND s.base = a.base AND s.second = a.second
LEFT JOIN key_of_target g
  ON a.own_key IS NULL AND a.object_post IS NULL AND g.target_base = a.target_base AND g.second = a.second
LEFT JOIN key_of_timeless t
  ON a.own_key IS NULL AND a.second IS NULL AND t.capture_id = a.capture_id AND t.seq = a.seq AND t.base = a.base;

CREATE TEMP TABLE interactions AS
SELECT n.interaction_id, min(n.kind) AS kind, min(n.platform) AS platform, min(n.actor) AS actor,
       min(n.target) AS target, min(n.act_post) AS act_post, min(n.object_post) AS object_post,
       min(n.occurred_us) AS occurred_us,
       CASE WHEN min(n.occurred_us) IS NULL THEN max(n.after_us) END AS after_us,
       CASE WHEN min(n.occurred_us) IS NULL THEN min(n.before_us) END AS before_us,
       CASE WHEN min(n.occurred_us) IS NULL THEN min(n.precision)
            ELSE min(n.precision) FILTER (n.occurred_us IS NOT NULL) END AS precision,
       coalesce(bool_and(n.zone_assumed) FILTER (n.occurred_us IS NOT NULL), bool_and(n.zone_assumed)) AS zone_assumed,
       CASE WHEN bool_or(n.derivation = 'native') THEN 'native' ELSE min(n.derivation) END AS derivation,
       max(n.weight) AS weight,
       coalesce(min(n.actor) = min(n.target), false) AS is_self,
       coalesce(min(n.object_url), min(o.url)) AS object_url,
       coalesce(min(n.act_url), min(p.url)) AS act_url,
       coalesce(min(p.text), arg_min(n.text, (n.observed_us, n.text))) AS text,
       min(n.observed_us) AS first_observed_us, max(n.observed_us) AS last_observed_us
FROM act_named n
LEFT JOIN posts o ON o.post_id = n.object_post
LEFT JOIN posts p ON p.post_id = n.act_post AND n.kind NOT IN ('like', 'share')
GROUP BY n.interaction_id;

CREATE TEMP TABLE follow_named AS
SELECT *, 'f-' || left(sha256(concat_ws('|', kind, actor, target)), 20) AS follow_id
FROM act_seen WHERE kind IN ('follow', 'join') AND target IS NOT NULL;

CREATE TEMP TABLE follows AS
SELECT follow_id, min(kind) AS kind, min(actor) AS follower, min(target) AS followed,
       min(observed_us) AS first_observed_us, max(observed_us) AS last_observed_us,
       arg_min(capture_id, (observed_us, capture_id)) AS capture_id
FROM follow_named GROUP BY follow_id;

CREATE TEMP TABLE accounts AS
SELECT coalesce(a.account_id, p.account_id) AS account_id,
       split_part(min(p.account_id), ':', 1) AS platform,
       arg_max(p.handle, (p.last_us, p.handle)) AS handle,
       arg_max(p.display_name, (p.last_us, p.display_name)) AS display_name,
       min(p.reused_handle) AS reused_handle,
       min(p.first_us) AS first_seen_us, max(p.last_us) AS last_seen_us
FROM part_accounts p LEFT JOIN alias a ON a.alias = p.account_id
GROUP BY 1;

CREATE TEMP TABLE records AS
SELECT 'r-' || left(sha256(concat_ws('|', capture_id, locator)), 20) AS record_id,
       capture_id, locator, sha256, op, target, declared_count, parser, parser_version, outcome, collected_us,
       seq, reason, detail
FROM part_records;

CREATE TEMP TABLE lineage AS
SELECT DISTINCT edge_id, record_id FROM (
    SELECT interaction_id AS edge_id, capture_id, seq FROM act_named
    UNION ALL SELECT follow_id, capture_id, seq FROM follow_named
) e JOIN records r USING (capture_id, seq);

CREATE TEMP TABLE quarantine AS
SELECT record_id, capture_id, locator, coalesce(reason, 'unknown') AS reason, detail
FROM records WHERE outcome = 'quarantined';

CREATE TEMP TABLE captures AS SELECT * FROM part_captures;
