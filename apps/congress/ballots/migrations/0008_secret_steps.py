from django.db import migrations

# One round trip each, instead of six: most of the time of a secret ballot was spent between statements.
# Every statement of a volatile function sees what was committed before it began, so the state is read after the lock.
LOCK = "pg_advisory_xact_lock_shared(1650551916, {}::int)"  # services/locks.py
IS_OPEN = "poll_state = 'open' AND (poll_closes_at IS NULL OR clock_timestamp() <= poll_closes_at)"

TAKE = f"""
CREATE FUNCTION ballots_take(poll bigint, entry bigint, value bytea)
RETURNS TABLE (poll_state varchar, poll_closes_at timestamptz, moment timestamptz, entry_channel varchar, taken bytea)
LANGUAGE plpgsql AS $$
BEGIN
    PERFORM {LOCK.format("poll")};
    SELECT p.state, p.closes_at, e.channel INTO poll_state, poll_closes_at, entry_channel
        FROM ballots_poll p JOIN ballots_rollentry e ON e.poll_id = p.id WHERE p.id = poll AND e.id = entry;
    IF entry_channel = 'electronic' AND {IS_OPEN} THEN
        INSERT INTO ballots_issuedballot (entry_id, blinded) VALUES (entry, value) ON CONFLICT DO NOTHING;
    END IF;
    moment := clock_timestamp();
    taken := (SELECT i.blinded FROM ballots_issuedballot i WHERE i.entry_id = entry);
    RETURN NEXT;
END $$;
"""

PUT = f"""
CREATE FUNCTION ballots_put(poll uuid, number varchar, prefix bytea, signed bytea, content bytea)
RETURNS TABLE (poll_state varchar, poll_closes_at timestamptz, moment timestamptz, is_same boolean)
LANGUAGE plpgsql AS $$
DECLARE
    found_id bigint := (SELECT p.id FROM ballots_poll p
                        WHERE p.public_id = poll AND p.method IN ('secret', 'secret_mixed'));
BEGIN
    IF found_id IS NULL THEN
        RETURN;
    END IF;
    PERFORM {LOCK.format("found_id")};
    SELECT p.state, p.closes_at INTO poll_state, poll_closes_at FROM ballots_poll p WHERE p.id = found_id;
    IF {IS_OPEN} THEN
        INSERT INTO ballots_secretballot (serial, poll_id, randomizer, signature, sealed)
            VALUES (number, found_id, prefix, signed, content) ON CONFLICT DO NOTHING;
    END IF;
    moment := clock_timestamp();
    is_same := (SELECT b.sealed = content FROM ballots_secretballot b
                WHERE b.serial = number AND b.poll_id = found_id);
    RETURN NEXT;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("ballots", "0007_grade_rules")]

    operations = [
        migrations.RunSQL(TAKE, "DROP FUNCTION ballots_take(bigint, bigint, bytea)"),
        migrations.RunSQL(PUT, "DROP FUNCTION ballots_put(uuid, varchar, bytea, bytea, bytea)"),
    ]
