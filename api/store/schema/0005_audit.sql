-- Every effective change, in chains: each row's hash covers its content and the hash before it in the same chain.
CREATE TABLE audit (
    id INTEGER PRIMARY KEY,
    chain TEXT NOT NULL,
    number INTEGER NOT NULL,
    at TEXT NOT NULL,
    person_id INTEGER REFERENCES people (id),
    person TEXT NOT NULL,
    token_id INTEGER,
    address TEXT NOT NULL,
    request_id TEXT NOT NULL,
    action TEXT NOT NULL,
    noun TEXT NOT NULL,
    noun_id INTEGER NOT NULL,
    agency_id INTEGER,
    before TEXT NOT NULL,
    after TEXT NOT NULL,
    why TEXT NOT NULL,
    prev TEXT NOT NULL,
    hash TEXT NOT NULL,
    UNIQUE (chain, number)
) STRICT;

CREATE INDEX audit_of_noun ON audit (noun, noun_id, id);

CREATE INDEX audit_of_agency ON audit (agency_id, id);

CREATE INDEX audit_of_person ON audit (person_id, id);

-- A seal covers every audit row up to and including upto, and the seal before it.
CREATE TABLE seals (
    id INTEGER PRIMARY KEY,
    at TEXT NOT NULL,
    upto INTEGER NOT NULL,
    count INTEGER NOT NULL,
    prev TEXT NOT NULL,
    hash TEXT NOT NULL
) STRICT;

CREATE TABLE idempotency (
    actor TEXT NOT NULL,
    key TEXT NOT NULL,
    digest TEXT NOT NULL,
    status INTEGER NOT NULL,
    headers TEXT NOT NULL,
    body TEXT NOT NULL,
    at TEXT NOT NULL,
    PRIMARY KEY (actor, key)
) STRICT;

CREATE INDEX idempotency_by_time ON idempotency (at);
