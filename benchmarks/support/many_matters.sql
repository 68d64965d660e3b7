-- What benchmarks.support.many_matters fills a city with; one statement after the other for every batch.

-- What arises: when, where, of what sort and how far; old ones are closed but for a few, new ones under way.
CREATE TEMP TABLE bench_draft ON COMMIT DROP AS
WITH drawn AS (
    SELECT n, nextval('matters_submission_id_seq') AS submission_id, nextval('matters_matter_id_seq') AS matter_id,
           floor(%(offices)s * power(random(), 1.4))::int AS office_n, floor(%(pool)s * random())::int AS pool_n,
           random() AS a, random() AS b, random() AS c, random() AS d,
           (%(since)s::date
            + (%(today)s::date - %(since)s::date) * (n::float8 / %(number)s) * interval '1 day')::timestamptz AS at
    FROM generate_series(%(start)s, %(end)s - 1) AS n
), placed AS (
    SELECT drawn.*, office.id AS office_id, office.path, office.kind AS level, units, district_units, title, text, grams,
           extract(year FROM at AT TIME ZONE 'Asia/Shanghai')::int AS year,
           CASE WHEN a < 0.62 THEN CASE office.kind WHEN 'town' THEN 'suggestion' ELSE 'opinion' END
                WHEN a < 0.70 THEN 'deliberation' WHEN a < 0.73 THEN 'inspection' ELSE 'request' END AS kind,
           CASE WHEN at > %(today)s::date - 150 THEN
                CASE WHEN b < 0.05 THEN 'submitted' WHEN b < 0.15 THEN 'accepted' WHEN b < 0.72 THEN 'handed_over'
                     WHEN b < 0.88 THEN 'replied' WHEN b < 0.91 THEN 'rehandling' WHEN b < 0.915 THEN 'mediating'
                     ELSE 'closed' END
                ELSE CASE WHEN b < 0.92 THEN 'closed' WHEN b < 0.94 THEN 'refused' WHEN b < 0.95 THEN 'withdrawn'
                     WHEN b < 0.98 THEN 'merged' WHEN b < 0.985 THEN 'passed_on' WHEN b < 0.992 THEN 'handed_over'
                     WHEN b < 0.997 THEN 'replied' ELSE 'mediating' END END AS state
    FROM drawn JOIN bench_office office ON office.n = office_n JOIN bench_pool pool ON pool.n = pool_n
)
SELECT placed.*, state IN ('closed', 'refused', 'withdrawn', 'merged') AS is_over,
       state NOT IN ('submitted', 'refused', 'withdrawn') AS is_accepted,
       state IN ('handed_over', 'replied', 'rehandling', 'mediating', 'closed') AND d < 0.94 AS is_handed_over,
       (CASE WHEN c < 0.8 THEN units[1 + floor(c / 0.8 * array_length(units, 1))::int]
             ELSE district_units[1 + floor((c - 0.8) / 0.2 * array_length(district_units, 1))::int] END) AS unit_id
FROM placed;
UPDATE bench_draft SET is_handed_over = true WHERE state IN ('handed_over', 'rehandling');

-- Numbers of the register of submissions.
INSERT INTO matters_numberseries (area_id, year, last)
SELECT office_id, year, count(*) FROM bench_draft GROUP BY office_id, year
ON CONFLICT (area_id, year) DO UPDATE SET last = matters_numberseries.last + excluded.last;

-- The sentence as it was brought.
INSERT INTO matters_submission (id, public_id, area_id, series_id, number, purpose, channel, text, place, proposer_kind,
                                name, phone, received_at, code_index, may_be_published, withdrawn, bigrams)
SELECT submission_id, gen_random_uuid(), office_id, series.id,
       draft.year || '-' || lpad((series.last - row_number() OVER (PARTITION BY series.id) + 1)::text, 6, '0'),
       'matters.matter', 'online', left(text, 60), '', 'anonymous', '', '', at, md5(n::text) || md5('x' || n), false,
       false, ''::tsvector
FROM bench_draft draft JOIN matters_numberseries series ON series.area_id = office_id AND series.year = draft.year;

-- Numbers of matters.
INSERT INTO matters_matterseries (office_id, kind, term_id, source, year, last)
SELECT office_id, kind, NULL, '', year, count(*) FROM bench_draft WHERE is_accepted GROUP BY office_id, kind, year
ON CONFLICT (office_id, kind, term_id, source, year) DO UPDATE SET last = matters_matterseries.last + excluded.last;

-- Matters.
INSERT INTO matters_matter (
    id, public_id, kind, office_id, path, submission_id, proposer_name, title, text, category, may_be_published,
    wants_to_join, source_label, source_title, source_url, series_id, number, revision, state, round, route, refusal,
    reason, merged_into_id, main_unit_id, result, is_key, grade, frozen_rules, created_at, submitted_at, accepted_at,
    handed_over_at, replied_at, closed_at, due_on, reply_due_on, bigrams
)
SELECT matter_id, gen_random_uuid(), draft.kind, draft.office_id, path, submission_id, '代表' || n %% 997, title, text,
       (%(categories)s::text[])[1 + n %% 6], true, false, '', '', '',
       CASE WHEN is_accepted THEN series.id END,
       CASE WHEN is_accepted THEN series.last - row_number() OVER (PARTITION BY series.id, is_accepted) + 1 END,
       1, state, CASE state WHEN 'rehandling' THEN 2 WHEN 'mediating' THEN 2 ELSE 1 END,
       CASE WHEN is_handed_over THEN 'handlers' WHEN state = 'passed_on' THEN 'deputy'
            WHEN state = 'closed' THEN (ARRAY['spot', 'reference', 'channel'])[1 + n %% 3] ELSE '' END,
       CASE state WHEN 'refused' THEN 'beyond' ELSE '' END, '',
       CASE state WHEN 'merged' THEN (SELECT min(matter_id) FROM bench_draft WHERE state = 'closed') END,
       CASE WHEN is_handed_over THEN unit_id END,
       CASE WHEN state IN ('replied', 'closed') AND is_handed_over THEN (ARRAY['A', 'B', 'C', 'D'])[1 + n %% 4] ELSE '' END,
       n %% 200 = 7 AND is_handed_over,
       CASE WHEN state = 'closed' AND is_handed_over AND draft.kind IN ('suggestion', 'opinion') AND d < 0.9 THEN
            CASE WHEN d < 0.72 THEN 'satisfied' WHEN d < 0.88 THEN 'basic' ELSE 'dissatisfied' END ELSE '' END,
       rules, at, at, CASE WHEN is_accepted THEN at + interval '2 days' END,
       CASE WHEN is_handed_over THEN at + interval '5 days' END,
       CASE WHEN state IN ('replied', 'closed', 'rehandling', 'mediating') AND is_handed_over THEN at + interval '50 days' END,
       CASE WHEN is_over THEN least(at + interval '70 days', %(today)s::date) END,
       CASE WHEN NOT is_over THEN at::date + 60 + (a * 100)::int END,
       CASE WHEN is_handed_over THEN at::date + 60 + (a * 100)::int END,
       CASE WHEN %(searched)s THEN grams ELSE ''::tsvector END
FROM bench_draft draft JOIN bench_rules ON key = level || ':' || draft.kind
LEFT JOIN matters_matterseries series ON series.office_id = draft.office_id AND series.kind = draft.kind
    AND series.year = draft.year AND series.term_id IS NULL AND series.source = '';

-- Without knowing how many there are, the trigger that looks up the path of each part's matter reads them all.
ANALYZE bench_draft;

ANALYZE matters_matter;

-- Main units, and for one in five one that helps.
INSERT INTO matters_handling (
    public_id, matter_id, round, unit_id, unit_name, role, state, requirements, handed_over_at, handed_over_by,
    return_due_on, contact_due_on, due_on, due_ground, first_due_on, taken_at, taken_by, return_reason, return_answer,
    done_at
)
SELECT gen_random_uuid(), matter_id, CASE WHEN state IN ('rehandling', 'mediating') THEN 2 ELSE 1 END, unit.id, unit.name,
       part.role, CASE WHEN state IN ('handed_over', 'rehandling') THEN 'taken' ELSE 'done' END, '', at + interval '5 days',
       '测速', at::date + 19, at::date + 33, at::date + 60 + (a * 100)::int, '2个月', at::date + 60 + (a * 100)::int,
       at + interval '6 days', '测速', '', '',
       CASE WHEN state IN ('handed_over', 'rehandling') THEN NULL ELSE at + interval '50 days' END
FROM bench_draft
CROSS JOIN LATERAL (VALUES ('main', unit_id), ('co', CASE WHEN d < 0.2 THEN district_units[1] END)) AS part (role, unit)
JOIN organisations_unit unit ON unit.id = part.unit
WHERE is_handed_over AND (part.role = 'main' OR part.unit <> unit_id);
