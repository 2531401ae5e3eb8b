-- 定时作业: a slot is claimed with a lease, taken over when the lease runs out, and completed once.
CREATE TABLE job_runs (
    id INTEGER PRIMARY KEY,
    job TEXT NOT NULL,
    slot TEXT NOT NULL,
    holder TEXT NOT NULL,
    lease_until TEXT NOT NULL,
    attempts INTEGER NOT NULL,
    started_at TEXT NOT NULL,
    finished_at TEXT,
    outcome TEXT NOT NULL CHECK (outcome IN ('running', 'done', 'failed')),
    detail TEXT NOT NULL,
    UNIQUE (job, slot)
) STRICT;

CREATE INDEX job_runs_by_start ON job_runs (started_at, id);

CREATE TABLE notifications (
    id INTEGER PRIMARY KEY,
    person_id INTEGER NOT NULL REFERENCES people (id),
    subject TEXT NOT NULL,
    kind TEXT NOT NULL,
    text TEXT NOT NULL,
    task_id INTEGER REFERENCES tasks (id),
    evaluation_id INTEGER REFERENCES evaluations (id),
    at TEXT NOT NULL,
    read_at TEXT,
    mailed_at TEXT,
    UNIQUE (person_id, subject)
) STRICT;

CREATE INDEX notifications_of_person ON notifications (person_id, id);
