-- Experiments with whole sessions: what is compared, which coming session was drawn to be run which
-- way, and what was said by hand.
CREATE TABLE experiments (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    metric TEXT NOT NULL,
    account_id INTEGER NOT NULL REFERENCES accounts (id) ON DELETE CASCADE,
    -- What the two ways are, in the merchant's words; may be empty.
    way_a TEXT NOT NULL,
    way_b TEXT NOT NULL,
    seed INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    stopped_at INTEGER
) STRICT;
CREATE TABLE experiment_sessions (
    experiment_id INTEGER NOT NULL REFERENCES experiments (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    day TEXT NOT NULL,
    slot TEXT NOT NULL,
    pair INTEGER NOT NULL,
    arm TEXT NOT NULL CHECK (arm IN ('a', 'b')),
    PRIMARY KEY (experiment_id, position)
) STRICT, WITHOUT ROWID;
-- Without a way the session does not count.
CREATE TABLE experiment_ways (
    experiment_id INTEGER NOT NULL REFERENCES experiments (id) ON DELETE CASCADE,
    session_id INTEGER NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    arm TEXT CHECK (arm IN ('a', 'b')),
    PRIMARY KEY (experiment_id, session_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX experiment_ways_session ON experiment_ways (session_id);
