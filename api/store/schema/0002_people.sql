CREATE TABLE people (
    id INTEGER PRIMARY KEY,
    login TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    email TEXT NOT NULL,
    password TEXT NOT NULL,
    must_change INTEGER NOT NULL,
    version INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    disabled_at TEXT
) STRICT;

CREATE INDEX people_by_name ON people (name, id);

CREATE TABLE grants (
    id INTEGER PRIMARY KEY,
    person_id INTEGER NOT NULL REFERENCES people (id),
    role TEXT NOT NULL CHECK (role IN ('manager', 'supervisor', 'admin', 'integrator', 'auditor')),
    agency_id INTEGER NOT NULL REFERENCES agencies (id),
    granted_by INTEGER REFERENCES people (id),
    granted_at TEXT NOT NULL,
    ended_by INTEGER REFERENCES people (id),
    ended_at TEXT
) STRICT;

CREATE UNIQUE INDEX grants_in_force ON grants (person_id, role, agency_id) WHERE ended_at IS NULL;

CREATE INDEX grants_of_agency ON grants (agency_id, role, person_id);

CREATE TABLE logins (
    id INTEGER PRIMARY KEY,
    person_id INTEGER NOT NULL REFERENCES people (id),
    digest TEXT NOT NULL UNIQUE,
    address TEXT NOT NULL,
    created_at TEXT NOT NULL,
    seen_at TEXT NOT NULL,
    ended_at TEXT
) STRICT;

CREATE INDEX logins_of_person ON logins (person_id, id);

CREATE TABLE tokens (
    id INTEGER PRIMARY KEY,
    person_id INTEGER NOT NULL REFERENCES people (id),
    name TEXT NOT NULL,
    digest TEXT NOT NULL UNIQUE,
    scopes TEXT NOT NULL,
    created_by INTEGER NOT NULL REFERENCES people (id),
    created_at TEXT NOT NULL,
    expires_at TEXT NOT NULL,
    revoked_at TEXT,
    used_at TEXT
) STRICT;

CREATE INDEX tokens_of_person ON tokens (person_id, id);

-- Guesses at passwords, by account (account:…) and by address (address:…).
CREATE TABLE attempts (
    subject TEXT PRIMARY KEY,
    failures INTEGER NOT NULL,
    since TEXT NOT NULL,
    locked_until TEXT
) STRICT;
