"""Where an instance stands is read and moved by one statement, which returns the row as it was before."""

from alembic import op

revision = "souk_0014"
down_revision = "souk_0013"

TRACK = """
CREATE OR REPLACE FUNCTION souk.track_workflow(
    entries jsonb, who_kind text, who uuid, why text, request text, moment timestamptz
) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = souk, pg_temp AS $$
DECLARE
    writer text := souk.calling_module();
    entry record;
    last souk.workflow_instance;
    opened timestamptz;
BEGIN
    FOR entry IN
        SELECT * FROM jsonb_to_recordset(entries) AS
            e (workflow text, instance uuid, step text, state text, chosen text, reason text, detail jsonb)
    LOOP
        IF split_part(entry.workflow, '.', 1) <> writer THEN
            RAISE insufficient_privilege USING MESSAGE =
                format('%s tracks its own workflows only, not %s', writer, entry.workflow);
        END IF;
{move}
        opened := NULL;
        IF entry.state IN ('completed', 'failed', 'cancelled') AND last.since IS NOT NULL THEN
            IF last.step = entry.step THEN
                opened := CASE WHEN last.state = 'started' THEN last.since END;
            ELSE
                SELECT CASE WHEN s.state = 'started' THEN s.at END INTO opened FROM souk.workflow_step s
                WHERE s.workflow = entry.workflow AND s.instance = entry.instance AND s.step = entry.step
                ORDER BY s.id DESC LIMIT 1;
            END IF;
        END IF;

        INSERT INTO souk.workflow_step (
            workflow, instance, step, state, chosen, reason, detail,
            actor_kind, actor_id, cause, request_id, at,
            begins, took_seconds, after_step, after_choice, waited_seconds
        )
        VALUES (
            entry.workflow, entry.instance, entry.step, entry.state, entry.chosen, entry.reason, entry.detail,
            who_kind, who, why, request, moment, opened IS NULL,
            CASE WHEN opened IS NOT NULL THEN greatest(0, extract(epoch FROM moment - opened)) END,
            CASE WHEN opened IS NULL THEN last.step END,
            CASE WHEN opened IS NULL THEN last.chosen END,
            CASE WHEN opened IS NULL AND last.since IS NOT NULL
                THEN greatest(0, extract(epoch FROM moment - last.since)) END
        );
    END LOOP;
END $$;
"""
MOVE = """
        LOOP
            UPDATE souk.workflow_instance i
            SET step = entry.step, state = entry.state, chosen = entry.chosen, since = moment
            FROM (
                SELECT * FROM souk.workflow_instance w
                WHERE w.workflow = entry.workflow AND w.instance = entry.instance FOR UPDATE
            ) was
            WHERE i.workflow = was.workflow AND i.instance = was.instance
            RETURNING was.* INTO last;
            EXIT WHEN FOUND;
            INSERT INTO souk.workflow_instance (workflow, instance, step, state, chosen, since)
            VALUES (entry.workflow, entry.instance, entry.step, entry.state, entry.chosen, moment)
            ON CONFLICT DO NOTHING;
            EXIT WHEN FOUND;
        END LOOP;
"""
MOVE_BEFORE = """
        last := NULL;
        INSERT INTO souk.workflow_instance (workflow, instance, step, state, chosen, since)
        VALUES (entry.workflow, entry.instance, entry.step, entry.state, entry.chosen, moment)
        ON CONFLICT DO NOTHING;
        IF NOT FOUND THEN
            SELECT * INTO STRICT last FROM souk.workflow_instance i
            WHERE i.workflow = entry.workflow AND i.instance = entry.instance FOR UPDATE;
            UPDATE souk.workflow_instance i
            SET step = entry.step, state = entry.state, chosen = entry.chosen, since = moment
            WHERE i.workflow = entry.workflow AND i.instance = entry.instance;
        END IF;
"""


def upgrade():
    op.execute(TRACK.format(move=MOVE))


def downgrade():
    op.execute(TRACK.format(move=MOVE_BEFORE))
