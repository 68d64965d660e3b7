from django.db import migrations

# Drafts alone: the rules of an opened poll are frozen as they were.
MARK = """
UPDATE ballots_poll SET of_election = true
    WHERE state = 'draft' AND id IN (SELECT poll_id FROM elections_electionpoll)
"""


class Migration(migrations.Migration):
    dependencies = [("elections", "0001_begin"), ("ballots", "0009_of_election")]

    operations = [migrations.RunSQL(MARK, migrations.RunSQL.noop)]
