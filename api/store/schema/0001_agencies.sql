CREATE TABLE agencies (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    code TEXT NOT NULL,
    rank TEXT NOT NULL CHECK (rank IN ('agency', 'department', 'finance')),
    parent_id INTEGER REFERENCES agencies (id),
    version INTEGER NOT NULL,
    created_at TEXT NOT NULL,
    updated_at TEXT NOT NULL,
    closed_at TEXT
) STRICT;

CREATE UNIQUE INDEX agencies_code ON agencies (code) WHERE code <> '';

CREATE UNIQUE INDEX agencies_name ON agencies (name, parent_id);

CREATE INDEX agencies_by_name ON agencies (name, id);

-- Every agency with itself and all above it: a subtree is one look at this table.
CREATE TABLE agency_ancestors (
    agency_id INTEGER NOT NULL REFERENCES agencies (id),
    ancestor_id INTEGER NOT NULL REFERENCES agencies (id),
    PRIMARY KEY (agency_id, ancestor_id)
) STRICT;

CREATE INDEX agency_descendants ON agency_ancestors (ancestor_id, agency_id);
