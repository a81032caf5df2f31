"""Workflows: every step and decision of every instance, and where each instance stands now."""

from alembic import op

revision = "souk_0004"
down_revision = "souk_0003"

# A row that opens a step (`begins`) knows what came before it, and how long that took to lead here; a row
# that ends one knows how long it took. So a map is one pass over its window, whatever lies before that.
TABLES = """
CREATE TABLE souk.workflow_step (
    id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
    at timestamptz NOT NULL,
    instance uuid NOT NULL,
    actor_id uuid,
    took_seconds float8,
    waited_seconds float8,
    begins boolean NOT NULL,
    workflow text COLLATE "C" NOT NULL,
    step text COLLATE "C" NOT NULL,
    state text COLLATE "C" NOT NULL
        CHECK (state IN ('started', 'completed', 'failed', 'cancelled', 'decided')),
    after_step text COLLATE "C",
    after_choice text COLLATE "C",
    chosen text COLLATE "C",
    reason text NOT NULL,
    actor_kind text NOT NULL,
    cause text NOT NULL,
    request_id text NOT NULL,
    detail jsonb NOT NULL
);
CREATE INDEX workflow_step_timeline ON souk.workflow_step (workflow, instance, id);
CREATE INDEX workflow_step_window ON souk.workflow_step (workflow, at);

CREATE TABLE souk.workflow_instance (
    workflow text COLLATE "C" NOT NULL,
    instance uuid NOT NULL,
    step text COLLATE "C" NOT NULL,
    state text COLLATE "C" NOT NULL,
    chosen text COLLATE "C",
    since timestamptz NOT NULL,
    PRIMARY KEY (workflow, instance)
);
CREATE INDEX workflow_instance_open ON souk.workflow_instance (workflow, since) WHERE state = 'started';
"""

APPEND_ONLY = """
CREATE FUNCTION souk.refuse_change() RETURNS trigger
LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is append-only', TG_TABLE_NAME;
END $$;

CREATE TRIGGER append_only BEFORE UPDATE OR DELETE ON souk.workflow_step
    FOR EACH STATEMENT EXECUTE FUNCTION souk.refuse_change();
"""

# The row of workflow_instance is locked first: two transactions that track one instance follow each other, so
# that each finds what really came before.
TRACK = """
CREATE FUNCTION souk.track_workflow(
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
        SELECT
            entry.workflow, entry.instance, entry.step, entry.state, entry.chosen, entry.reason, entry.detail,
            who_kind, who, why, request, moment, opened IS NULL,
            CASE WHEN opened IS NOT NULL THEN greatest(0, extract(epoch FROM moment - opened)) END,
            CASE WHEN opened IS NULL THEN last.step END,
            CASE WHEN opened IS NULL THEN last.chosen END,
            CASE WHEN opened IS NULL AND last.since IS NOT NULL
                THEN greatest(0, extract(epoch FROM moment - last.since)) END;
    END LOOP;
END $$;
"""

GRANTS = """
REVOKE ALL ON FUNCTION souk.refuse_change(),
    souk.track_workflow(jsonb, text, uuid, text, text, timestamptz) FROM PUBLIC;
GRANT EXECUTE ON FUNCTION souk.track_workflow(jsonb, text, uuid, text, text, timestamptz) TO souk_modules;
GRANT SELECT ON souk.workflow_step, souk.workflow_instance TO souk_dispatcher;
"""


def upgrade():
    for statements in (TABLES, APPEND_ONLY, TRACK, GRANTS):
        op.execute(statements)


def downgrade():
    op.execute("DROP FUNCTION souk.track_workflow")
    op.execute("DROP TABLE souk.workflow_step, souk.workflow_instance")
    op.execute("DROP FUNCTION souk.refuse_change")
