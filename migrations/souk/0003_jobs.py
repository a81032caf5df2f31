"""Jobs: the record of each, what became of its attempts, who works, and what is due again and again."""

from alembic import op

revision = "souk_0003"
down_revision = "souk_0002"

TABLES = """
CREATE TABLE souk.job_worker (
    id uuid PRIMARY KEY,
    name text NOT NULL,
    queues text[] NOT NULL,
    slots integer NOT NULL,
    alive_until timestamptz NOT NULL
) WITH (fillfactor = 50, autovacuum_vacuum_threshold = 500, autovacuum_vacuum_scale_factor = 0);

-- `attempt` numbers the starts and only grows: it fences off whoever comes late. `failures` is what is held
-- against the job.
CREATE TABLE souk.job (
    id uuid PRIMARY KEY,
    type text COLLATE "C" NOT NULL,
    module text COLLATE "C" NOT NULL,
    queue text COLLATE "C" NOT NULL,
    arguments jsonb NOT NULL,
    context jsonb NOT NULL,
    priority smallint NOT NULL CHECK (priority BETWEEN 0 AND 9),
    unique_key text COLLATE "C" NOT NULL DEFAULT '',
    seconds double precision NOT NULL CHECK (seconds > 0),
    attempts_allowed smallint NOT NULL CHECK (attempts_allowed > 0),
    back_off double precision NOT NULL CHECK (back_off > 0),
    state text COLLATE "C" NOT NULL DEFAULT 'waiting'
        CHECK (state IN ('waiting', 'handed_over', 'running', 'done', 'failed', 'cancelled')),
    attempt integer NOT NULL DEFAULT 0,
    failures integer NOT NULL DEFAULT 0,
    due_at timestamptz NOT NULL,
    created_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    handed_over_at timestamptz,
    started_at timestamptz,
    finished_at timestamptz,
    worker uuid,
    reason text NOT NULL DEFAULT '',
    progress bigint NOT NULL DEFAULT 0,
    progress_of bigint NOT NULL DEFAULT 0
) WITH (
    fillfactor = 80, autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_threshold = 2000,
    autovacuum_vacuum_cost_delay = 0
);
CREATE UNIQUE INDEX job_unique ON souk.job (type, unique_key)
    WHERE unique_key <> '' AND state IN ('waiting', 'handed_over', 'running');
CREATE INDEX job_due ON souk.job (queue, priority, due_at) WHERE state = 'waiting';
CREATE INDEX job_handed_over ON souk.job (queue, handed_over_at) WHERE state = 'handed_over';
CREATE INDEX job_running ON souk.job (worker) WHERE state = 'running';
CREATE INDEX job_failed ON souk.job (id) WHERE state = 'failed';
CREATE INDEX job_cancelled ON souk.job (id) WHERE state = 'cancelled';

-- Only the attempts that did not end well; the one that did stands on the job itself.
CREATE TABLE souk.job_attempt (
    job uuid NOT NULL REFERENCES souk.job ON DELETE CASCADE,
    attempt integer NOT NULL,
    outcome text NOT NULL CHECK (outcome IN ('failed', 'postponed', 'lost', 'stopped', 'cancelled')),
    reason text NOT NULL,
    worker uuid,
    started_at timestamptz NOT NULL,
    ended_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (job, attempt)
);

CREATE TABLE souk.schedule (
    name text COLLATE "C" PRIMARY KEY,
    cron text NOT NULL,
    missed text NOT NULL CHECK (missed IN ('skip', 'catch_up')),
    next_due timestamptz NOT NULL,
    last_due timestamptz
);

CREATE TABLE souk.schedule_firing (
    schedule text COLLATE "C" NOT NULL REFERENCES souk.schedule ON DELETE CASCADE,
    due_at timestamptz NOT NULL,
    job uuid NOT NULL,
    fired_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    PRIMARY KEY (schedule, due_at)
);
"""

# The settings keep each plan on its index, however empty the table was when the statistics were taken.
FUNCTION = "LANGUAGE plpgsql SECURITY DEFINER SET search_path = souk, pg_temp SET enable_seqscan = off"

WRITE = f"""
CREATE FUNCTION souk.write_jobs(publisher text, jobs jsonb, context jsonb) RETURNS void {FUNCTION} AS $$
BEGIN
    INSERT INTO souk.job (id, type, module, queue, arguments, context, priority, unique_key, seconds,
                          attempts_allowed, back_off, due_at)
    SELECT j.id, j.type, publisher, j.queue, j.arguments, write_jobs.context, j.priority, j.unique_key,
           j.seconds, j.attempts, j.back_off, clock_timestamp() + make_interval(secs => j.delay_seconds)
    FROM jsonb_to_recordset(jobs) AS j (
        id uuid, type text, queue text, arguments jsonb, priority smallint, unique_key text, seconds float8,
        attempts smallint, back_off float8, delay_seconds float8
    )
    ON CONFLICT (type, unique_key) WHERE unique_key <> '' AND state IN ('waiting', 'handed_over', 'running')
    DO NOTHING;
END $$;
"""

DOING = f"""
CREATE FUNCTION souk.holds_job(which uuid, my_attempt integer) RETURNS boolean {FUNCTION} AS $$
BEGIN
    RETURN EXISTS (
        SELECT FROM souk.job WHERE id = which AND attempt = my_attempt AND state = 'running'
            AND module = souk.calling_module()
    );
END $$;

CREATE FUNCTION souk.finish_job(which uuid, my_attempt integer, steps bigint, of_steps bigint)
RETURNS boolean {FUNCTION} AS $$
BEGIN
    UPDATE souk.job SET state = 'done', finished_at = clock_timestamp(), reason = '',
        progress = coalesce(steps, progress), progress_of = coalesce(of_steps, progress_of)
    WHERE id = which AND attempt = my_attempt AND state = 'running' AND module = souk.calling_module();
    RETURN FOUND;
END $$;
"""

# One place decides what follows an attempt that did not end well: again after a while, or never again.
ENDING = f"""
CREATE FUNCTION souk.end_attempt(
    which uuid, my_attempt integer, outcome text, why text, again_at timestamptz, for_good boolean
) RETURNS text {FUNCTION} AS $$
DECLARE
    mine souk.job;
    counted integer := (outcome IN ('failed', 'lost'))::integer;
    ends text;
BEGIN
    SELECT * INTO mine FROM souk.job
    WHERE id = which AND attempt = my_attempt AND state = 'running' FOR UPDATE;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    INSERT INTO souk.job_attempt (job, attempt, outcome, reason, worker, started_at)
    VALUES (which, my_attempt, outcome, why, mine.worker, mine.started_at);
    ends := CASE
        WHEN for_good OR mine.failures + counted >= mine.attempts_allowed THEN 'failed' ELSE 'waiting'
    END;
    UPDATE souk.job SET
        state = ends, failures = failures + counted, reason = why, worker = NULL,
        finished_at = CASE WHEN ends = 'failed' THEN clock_timestamp() END,
        due_at = coalesce(again_at, clock_timestamp() + make_interval(secs =>
            least(3600, back_off * power(2, least(30, failures))) * (0.75 + random() / 2)))
    WHERE id = which;
    RETURN ends;
END $$;
"""

GRANTS = """
REVOKE ALL ON FUNCTION souk.write_jobs, souk.holds_job, souk.finish_job, souk.end_attempt FROM PUBLIC;
GRANT EXECUTE ON FUNCTION souk.holds_job, souk.finish_job TO souk_modules;
GRANT EXECUTE ON FUNCTION souk.end_attempt, souk.write_outbox(jsonb, jsonb, jsonb) TO souk_dispatcher;
GRANT SELECT, INSERT, UPDATE, DELETE
    ON souk.job, souk.job_worker, souk.job_attempt, souk.schedule, souk.schedule_firing TO souk_dispatcher;
INSERT INTO souk.module (name, role) VALUES ('souk', 'souk_dispatcher') ON CONFLICT DO NOTHING;
"""


def upgrade():
    for statements in (TABLES, WRITE, DOING, ENDING, GRANTS):
        op.execute(statements)


def downgrade():
    op.execute("DELETE FROM souk.module WHERE name = 'souk'")
    op.execute("DROP FUNCTION souk.end_attempt, souk.finish_job, souk.holds_job, souk.write_jobs")
    op.execute("DROP TABLE souk.schedule_firing, souk.schedule, souk.job_attempt, souk.job, souk.job_worker")
