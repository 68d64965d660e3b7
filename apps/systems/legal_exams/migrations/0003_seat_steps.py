from django.db import migrations

# One round trip each: five hundred candidates open their papers within three seconds, and save every ten.
# `outcome`: '' done; moved (another browser holds the paper), handed_in, over (time is up), waiting (not begun),
# closed (recorded absent or stopped), garbled (a place or an option that the paper does not have).
SEAT = """
    SELECT p.id, p.holder, p.begun_at, p.ends_at, p.handed_in_at, p.shape, p.seen_at,
           a.id AS admission_id, a.state AS admission_state, e.state AS exam_state, e.started_at
        INTO s
        FROM legal_exams_paper p
        JOIN legal_exams_admission a ON a.id = p.admission_id
        JOIN legal_exams_exam e ON e.id = a.exam_id
        WHERE p.public_id = seat FOR NO KEY UPDATE OF {locked};
    IF NOT FOUND THEN
        RETURN;
    END IF;
    paper := s.id;
    deadline := s.ends_at;
    seen_before := s.seen_at;
    outcome := CASE
        WHEN s.holder <> key OR key = '' THEN 'moved'
        WHEN s.handed_in_at IS NOT NULL THEN 'handed_in'
        WHEN s.exam_state <> 'running' OR at < s.started_at THEN 'waiting'
        WHEN s.admission_state NOT IN ('checked_in', 'answering') THEN 'closed'
        WHEN at >= s.ends_at THEN 'over'
        {more}
        ELSE '' END;
    IF outcome <> '' THEN
        RETURN NEXT;
        RETURN;
    END IF;
"""

OPEN = f"""
CREATE FUNCTION legal_exams_open(seat uuid, key varchar, at timestamptz)
RETURNS TABLE (outcome varchar, paper bigint, deadline timestamptz, seen_before timestamptz, content text,
               given jsonb)
LANGUAGE plpgsql AS $$
#variable_conflict use_variable
DECLARE
    s record;
BEGIN
    {SEAT.format(locked="p, a", more="")}
    IF s.begun_at IS NULL THEN
        seen_before := NULL;
    END IF;
    UPDATE legal_exams_paper SET seen_at = at, begun_at = COALESCE(begun_at, at) WHERE id = s.id
        RETURNING sealed INTO content;
    UPDATE legal_exams_admission SET state = 'answering' WHERE id = s.admission_id AND state = 'checked_in';
    INSERT INTO legal_exams_paperevent (paper_id, kind, at, detail, by_name)
        VALUES (s.id, CASE WHEN s.begun_at IS NULL THEN 'opened' ELSE 'resumed' END, at, '', '');
    given := (SELECT COALESCE(jsonb_agg(jsonb_build_array(w.place, w.ticked, w.serial) ORDER BY w.place), '[]')
              FROM legal_exams_answer w WHERE w.paper_id = s.id);
    RETURN NEXT;
END $$;
"""

SAVE = f"""
CREATE FUNCTION legal_exams_save(seat uuid, key varchar, at timestamptz, changes jsonb)
RETURNS TABLE (outcome varchar, paper bigint, deadline timestamptz, seen_before timestamptz)
LANGUAGE plpgsql AS $$
#variable_conflict use_variable
DECLARE
    s record;
BEGIN
    {SEAT.format(locked="p", more="WHEN s.begun_at IS NULL THEN 'waiting'")}
    IF EXISTS (SELECT FROM jsonb_array_elements(changes) c, jsonb_array_elements(c->1) o
               WHERE o::int >= COALESCE(s.shape[(c->0)::int + 1], 0))
       OR EXISTS (SELECT FROM jsonb_array_elements(changes) c WHERE (c->0)::int >= cardinality(s.shape)) THEN
        outcome := 'garbled';
        RETURN NEXT;
        RETURN;
    END IF;
    -- What came earlier is left alone without a lock on its row: the whole state comes every ten seconds.
    INSERT INTO legal_exams_answer AS a (paper_id, place, ticked, serial, saved_at)
        SELECT s.id, (c->0)::int, ARRAY(SELECT jsonb_array_elements_text(c->1)::smallint), (c->2)::int, at
            FROM jsonb_array_elements(changes) c
            WHERE NOT EXISTS (SELECT FROM legal_exams_answer b WHERE b.paper_id = s.id
                              AND b.place = (c->0)::int AND b.serial >= (c->2)::int)
        ON CONFLICT (paper_id, place)
            DO UPDATE SET ticked = excluded.ticked, serial = excluded.serial, saved_at = excluded.saved_at;
    UPDATE legal_exams_paper SET seen_at = at WHERE id = s.id;
    RETURN NEXT;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("legal_exams", "0002_sitting")]

    operations = [
        migrations.RunSQL(OPEN, "DROP FUNCTION legal_exams_open(uuid, varchar, timestamptz)"),
        migrations.RunSQL(SAVE, "DROP FUNCTION legal_exams_save(uuid, varchar, timestamptz, jsonb)"),
    ]
