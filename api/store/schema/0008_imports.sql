-- 导入: a file read, shown as a preview of what it would change, and confirmed or left alone.
CREATE TABLE imports (
    id INTEGER PRIMARY KEY,
    person_id INTEGER NOT NULL REFERENCES people (id),
    name TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    task_id INTEGER REFERENCES tasks (id),
    state TEXT NOT NULL CHECK (state IN ('preview', 'confirmed')),
    created_at TEXT NOT NULL,
    confirmed_at TEXT
) STRICT;

CREATE INDEX imports_of_person ON imports (person_id, id);

-- One row per form of the file: what was read, where it would go, and what became of it.
CREATE TABLE import_forms (
    id INTEGER PRIMARY KEY,
    import_id INTEGER NOT NULL REFERENCES imports (id),
    position INTEGER NOT NULL,
    name TEXT NOT NULL,
    family TEXT NOT NULL,
    certainty TEXT NOT NULL,
    document TEXT NOT NULL,
    findings TEXT NOT NULL,
    goal TEXT NOT NULL CHECK (goal IN ('evaluation', 'plan', 'none')),
    goal_id INTEGER,
    goal_version INTEGER,
    why TEXT NOT NULL,
    outcome TEXT NOT NULL CHECK (outcome IN ('waiting', 'stored', 'refused')),
    refusal TEXT NOT NULL,
    UNIQUE (import_id, position)
) STRICT;
