-- A rulebook as it was when it was chosen: complete, inheritance applied.
CREATE TABLE rulebooks (
    digest TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    text TEXT NOT NULL
) STRICT;

CREATE TABLE tasks (
    id INTEGER PRIMARY KEY,
    year INTEGER NOT NULL,
    name TEXT NOT NULL,
    place TEXT NOT NULL,
    agency_id INTEGER NOT NULL REFERENCES agencies (id),
    rulebook TEXT NOT NULL,
    rulebook_digest TEXT NOT NULL REFERENCES rulebooks (digest),
    choice TEXT NOT NULL,
    levels INTEGER NOT NULL CHECK (levels BETWEEN 1 AND 3),
    opens_at TEXT NOT NULL,
    deadline TEXT NOT NULL,
    version INTEGER NOT NULL,
    created_by INTEGER NOT NULL REFERENCES people (id),
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
) STRICT;

CREATE INDEX tasks_by_year ON tasks (year, id);

CREATE INDEX tasks_by_deadline ON tasks (deadline, id);

CREATE TABLE task_agencies (
    task_id INTEGER NOT NULL REFERENCES tasks (id),
    agency_id INTEGER NOT NULL REFERENCES agencies (id),
    PRIMARY KEY (task_id, agency_id)
) STRICT;

CREATE INDEX tasks_of_agency ON task_agencies (agency_id, task_id);

-- 延期: for one agency, or for all of the task's (agency_id NULL).
CREATE TABLE extensions (
    id INTEGER PRIMARY KEY,
    task_id INTEGER NOT NULL REFERENCES tasks (id),
    agency_id INTEGER REFERENCES agencies (id),
    deadline TEXT NOT NULL,
    reason TEXT NOT NULL,
    granted_by INTEGER NOT NULL REFERENCES people (id),
    granted_at TEXT NOT NULL
) STRICT;

CREATE INDEX extensions_of_task ON extensions (task_id, agency_id);

CREATE INDEX extensions_by_task ON extensions (task_id, id);

CREATE TABLE plans (
    id INTEGER PRIMARY KEY,
    agency_id INTEGER NOT NULL REFERENCES agencies (id),
    year INTEGER NOT NULL,
    name TEXT NOT NULL,
    confidential INTEGER NOT NULL,
    approved_id INTEGER,
    version INTEGER NOT NULL,
    created_by INTEGER NOT NULL REFERENCES people (id),
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL
) STRICT;

CREATE UNIQUE INDEX plans_name ON plans (agency_id, year, name);

CREATE INDEX plans_by_update ON plans (updated_at, id);

CREATE INDEX plans_by_name ON plans (name, id);

CREATE INDEX plans_of_agency ON plans (agency_id, updated_at, id);

CREATE INDEX plans_of_year ON plans (year, updated_at, id);

CREATE INDEX plans_of_year_by_name ON plans (year, name, id);

-- 目标表的各版: the one in force is plans.approved_id; earlier ones stay.
CREATE TABLE plan_versions (
    id INTEGER PRIMARY KEY,
    plan_id INTEGER NOT NULL REFERENCES plans (id),
    number INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('draft', 'submitted', 'returned', 'approved')),
    document TEXT NOT NULL,
    reason TEXT NOT NULL,
    remarks TEXT NOT NULL,
    created_by INTEGER NOT NULL REFERENCES people (id),
    created_at TEXT NOT NULL,
    submitted_by INTEGER REFERENCES people (id),
    submitted_at TEXT,
    decided_by INTEGER REFERENCES people (id),
    decided_at TEXT,
    UNIQUE (plan_id, number)
) STRICT;
