-- Exact text, and beside it a scaled integer (millionths; -1 where there is no value) wherever one sorts or filters.
CREATE TABLE evaluations (
    id INTEGER PRIMARY KEY,
    task_id INTEGER NOT NULL REFERENCES tasks (id),
    plan_id INTEGER NOT NULL REFERENCES plans (id),
    plan_version_id INTEGER NOT NULL REFERENCES plan_versions (id),
    agency_id INTEGER NOT NULL REFERENCES agencies (id),
    year INTEGER NOT NULL,
    name TEXT NOT NULL,
    confidential INTEGER NOT NULL,
    rulebook_digest TEXT NOT NULL REFERENCES rulebooks (digest),
    levels INTEGER NOT NULL,
    state TEXT NOT NULL
        CHECK (state IN ('draft', 'submitted', 'returned', 'approved', 'published', 'withdrawn')),
    level INTEGER NOT NULL,
    round INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    previous_id INTEGER REFERENCES evaluations (id),
    latest INTEGER NOT NULL,
    total TEXT,
    total_scaled INTEGER NOT NULL,
    low TEXT NOT NULL,
    high TEXT NOT NULL,
    grade TEXT NOT NULL,
    rate TEXT,
    rate_scaled INTEGER NOT NULL,
    open_lines INTEGER NOT NULL,
    owed INTEGER NOT NULL,
    weak INTEGER NOT NULL,
    version INTEGER NOT NULL,
    created_by INTEGER NOT NULL REFERENCES people (id),
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    submitted_by INTEGER REFERENCES people (id),
    submitted_at TEXT,
    approved_at TEXT,
    published_at TEXT,
    withdrawn_at TEXT,
    document TEXT NOT NULL, -- the last, so that a list does not read through it
    UNIQUE (task_id, plan_id, revision)
) STRICT;

CREATE INDEX evaluations_by_update ON evaluations (updated_at, id);

CREATE INDEX evaluations_by_total ON evaluations (total_scaled, id);

CREATE INDEX evaluations_by_rate ON evaluations (rate_scaled, id);

CREATE INDEX evaluations_by_name ON evaluations (name, id);

CREATE INDEX evaluations_of_agency ON evaluations (agency_id, updated_at, id);

CREATE INDEX evaluations_of_agency_by_total ON evaluations (agency_id, total_scaled, id);

CREATE INDEX evaluations_of_agency_by_rate ON evaluations (agency_id, rate_scaled, id);

CREATE INDEX evaluations_of_agency_by_name ON evaluations (agency_id, name, id);

CREATE INDEX evaluations_of_task ON evaluations (task_id, updated_at, id);

CREATE INDEX evaluations_of_task_by_total ON evaluations (task_id, total_scaled, id);

CREATE INDEX evaluations_of_task_by_rate ON evaluations (task_id, rate_scaled, id);

CREATE INDEX evaluations_of_task_by_name ON evaluations (task_id, name, id);

CREATE INDEX evaluations_of_state ON evaluations (state, updated_at, id);

CREATE INDEX evaluations_of_state_by_total ON evaluations (state, total_scaled, id);

CREATE INDEX evaluations_of_state_by_rate ON evaluations (state, rate_scaled, id);

CREATE INDEX evaluations_of_state_by_name ON evaluations (state, name, id);

CREATE INDEX evaluations_of_year ON evaluations (year, updated_at, id);

CREATE INDEX evaluations_of_year_by_total ON evaluations (year, total_scaled, id);

CREATE INDEX evaluations_of_year_by_rate ON evaluations (year, rate_scaled, id);

CREATE INDEX evaluations_of_year_by_name ON evaluations (year, name, id);

CREATE INDEX evaluations_of_plan ON evaluations (plan_id, revision);

-- One row per line that deviates, owes an explanation or has one (偏差与说明).
CREATE TABLE deviations (
    id INTEGER PRIMARY KEY,
    evaluation_id INTEGER NOT NULL REFERENCES evaluations (id),
    place TEXT NOT NULL,
    position INTEGER NOT NULL,
    agency_id INTEGER NOT NULL REFERENCES agencies (id),
    year INTEGER NOT NULL,
    name TEXT NOT NULL,
    dimension TEXT NOT NULL,
    category TEXT NOT NULL,
    target TEXT NOT NULL,
    actual TEXT NOT NULL,
    cause TEXT NOT NULL,
    causes TEXT NOT NULL,
    direction TEXT NOT NULL,
    amount TEXT,
    unit TEXT NOT NULL,
    share TEXT,
    share_scaled INTEGER NOT NULL,
    lost TEXT,
    lost_scaled INTEGER NOT NULL,
    draft TEXT NOT NULL,
    reason TEXT NOT NULL,
    remedy TEXT NOT NULL,
    explanation TEXT NOT NULL
        CHECK (explanation IN ('not_owed', 'owed', 'given', 'insufficient', 'weak')),
    fault TEXT NOT NULL,
    author_id INTEGER REFERENCES people (id),
    authored_at TEXT,
    UNIQUE (evaluation_id, place)
) STRICT;

CREATE INDEX deviations_by_share ON deviations (share_scaled, id);

CREATE INDEX deviations_by_loss ON deviations (lost_scaled, id);

CREATE INDEX deviations_of_agency ON deviations (agency_id, id);

CREATE INDEX deviations_of_year ON deviations (year, id);

CREATE INDEX deviations_of_explanation ON deviations (explanation, id);

-- Every text that an explanation ever had.
CREATE TABLE explanation_history (
    id INTEGER PRIMARY KEY,
    evaluation_id INTEGER NOT NULL REFERENCES evaluations (id),
    place TEXT NOT NULL,
    reason TEXT NOT NULL,
    remedy TEXT NOT NULL,
    explanation TEXT NOT NULL,
    author_id INTEGER NOT NULL REFERENCES people (id),
    authored_at TEXT NOT NULL
) STRICT;

CREATE INDEX explanation_history_of_line ON explanation_history (evaluation_id, place, id);

-- The document as it was at each submission: the next reviewer sees what changed since.
CREATE TABLE submissions (
    id INTEGER PRIMARY KEY,
    evaluation_id INTEGER NOT NULL REFERENCES evaluations (id),
    round INTEGER NOT NULL,
    document TEXT NOT NULL,
    submitted_by INTEGER NOT NULL REFERENCES people (id),
    submitted_at TEXT NOT NULL
) STRICT;

CREATE INDEX submissions_of_evaluation ON submissions (evaluation_id, id);

CREATE TABLE reviews (
    evaluation_id INTEGER NOT NULL REFERENCES evaluations (id),
    level INTEGER NOT NULL,
    place TEXT NOT NULL,
    value TEXT NOT NULL,
    score TEXT,
    opinion TEXT NOT NULL,
    ground TEXT NOT NULL,
    clause TEXT NOT NULL,
    reviewed_by INTEGER NOT NULL REFERENCES people (id),
    reviewed_at TEXT NOT NULL,
    PRIMARY KEY (evaluation_id, level, place)
) STRICT;

-- 退回与审定: one row per decision; remarks is a JSON list of {where, text}.
CREATE TABLE decisions (
    id INTEGER PRIMARY KEY,
    evaluation_id INTEGER NOT NULL REFERENCES evaluations (id),
    round INTEGER NOT NULL,
    level INTEGER NOT NULL,
    action TEXT NOT NULL CHECK (action IN ('return_', 'approve')),
    opinion TEXT NOT NULL,
    remarks TEXT NOT NULL,
    decided_by INTEGER NOT NULL REFERENCES people (id),
    decided_at TEXT NOT NULL
) STRICT;

CREATE INDEX decisions_of_evaluation ON decisions (evaluation_id, id);

CREATE TABLE spot_checks (
    id INTEGER PRIMARY KEY,
    evaluation_id INTEGER NOT NULL REFERENCES evaluations (id),
    place TEXT NOT NULL,
    score TEXT,
    opinion TEXT NOT NULL,
    checked_by INTEGER NOT NULL REFERENCES people (id),
    checked_at TEXT NOT NULL
) STRICT;

CREATE INDEX spot_checks_of_evaluation ON spot_checks (evaluation_id, id);

CREATE TABLE snapshots (
    evaluation_id INTEGER PRIMARY KEY REFERENCES evaluations (id),
    text TEXT NOT NULL,
    digest TEXT NOT NULL,
    approved_by INTEGER NOT NULL REFERENCES people (id),
    approved_at TEXT NOT NULL
) STRICT;

CREATE TABLE evidence (
    id INTEGER PRIMARY KEY,
    evaluation_id INTEGER NOT NULL REFERENCES evaluations (id),
    place TEXT NOT NULL,
    name TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size INTEGER NOT NULL,
    sha256 TEXT NOT NULL,
    added_by INTEGER NOT NULL REFERENCES people (id),
    added_at TEXT NOT NULL,
    removed_by INTEGER REFERENCES people (id),
    removed_at TEXT
) STRICT;

CREATE INDEX evidence_of_evaluation ON evidence (evaluation_id, id);

CREATE INDEX evidence_by_content ON evidence (sha256, id);
