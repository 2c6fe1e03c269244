-- Acts on objects to the pairs of acts that lie within the window, and those to edges between accounts. Statements run
-- one after another over the view acts (object, account, act_id, occurred_us, is_subject). Strings become numbers first:
-- DuckDB joins and groups by numbers in a fraction of the time and memory. Accounts' numbers follow their names' order.

CREATE TEMP TABLE account_number AS
SELECT account, (row_number() OVER (ORDER BY account) - 1)::INTEGER AS number
FROM (SELECT account FROM acts GROUP BY account HAVING count(*) >= getvariable('min_participation'));

-- What was acted on once pairs nobody; most objects are such.
CREATE TEMP TABLE object_number AS
SELECT object, (row_number() OVER () - 1)::INTEGER AS number
FROM (SELECT object FROM acts GROUP BY object HAVING count(*) > 1);

-- A post is not an act on itself.
CREATE TEMP TABLE numbered AS
SELECT o.number AS object, n.number AS account, a.occurred_us, a.occurred_us // getvariable('width_us') AS bucket,
       a.act_id, a.is_subject
FROM acts a JOIN object_number o USING (object) JOIN account_number n USING (account)
WHERE a.act_id <> a.object;

CREATE TEMP TABLE bucket AS
SELECT object, bucket, count(*) AS acts FROM numbered GROUP BY object, bucket;

-- One bound for all objects: the greatest with which the squares of what is not above it still fit the work allowed. Acts
-- that are alone in their bucket cost nothing.
SET VARIABLE max_acts = (
    SELECT coalesce(max(acts), 1)
    FROM (SELECT acts, sum(acts * acts * count(*)) OVER (ORDER BY acts) AS work FROM bucket WHERE acts > 1 GROUP BY acts)
    WHERE work <= getvariable('work')
);

CREATE TEMP TABLE crowd AS SELECT * FROM bucket WHERE acts > getvariable('max_acts');

CREATE TEMP TABLE act AS
SELECT (row_number() OVER (ORDER BY occurred_us, act_id) - 1)::INTEGER AS act,
       object, account, occurred_us, bucket, act_id, is_subject
FROM numbered ANTI JOIN crowd USING (object, bucket)
SEMI JOIN (SELECT object FROM numbered GROUP BY object HAVING min(account) <> max(account)) USING (object);

-- Equality joins only: an act looks into its own bucket and into the next.
CREATE TEMP TABLE pair AS
SELECT a.object, a.act AS first_act, b.act AS second_act, a.account AS first_account, b.account AS second_account,
       a.occurred_us AS first_us, b.occurred_us AS last_us,
       least(a.account, b.account)::BIGINT * 4294967296 + greatest(a.account, b.account) AS accounts
FROM (SELECT *, bucket AS looks_into FROM act UNION ALL SELECT *, bucket + 1 FROM act) a
JOIN act b ON a.object = b.object AND a.looks_into = b.bucket
WHERE a.act < b.act AND a.account <> b.account AND b.occurred_us - a.occurred_us <= getvariable('window_us')
  AND (a.is_subject OR b.is_subject);

-- Whoever takes part with enough acts brings along those they act with.
CREATE TEMP TABLE participant AS
SELECT account
FROM (SELECT DISTINCT account, act
      FROM (SELECT first_account AS account, first_act AS act FROM pair
            UNION ALL SELECT second_account, second_act FROM pair)
      WHERE getvariable('min_participation') > 1)
GROUP BY account HAVING count(*) >= getvariable('min_participation');

DELETE FROM pair
WHERE getvariable('min_participation') > 1
  AND first_account NOT IN (FROM participant) AND second_account NOT IN (FROM participant);

CREATE TEMP TABLE edge AS
SELECT accounts, count(*) AS acts, min(first_us) AS first_us, max(last_us) AS last_us,
       min(object) AS least_object, max(object) AS greatest_object
FROM pair GROUP BY accounts;

-- Most edges share one object; only the others are worth counting distinct ones for.
CREATE TEMP TABLE several AS
SELECT accounts, count(DISTINCT object) AS objects
FROM pair SEMI JOIN (SELECT accounts FROM edge WHERE least_object <> greatest_object) USING (accounts)
GROUP BY accounts;
