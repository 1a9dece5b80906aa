-- What somebody decided to do about a finding, or typed by hand. Kind and figures, from which the
-- words are made in whatever language is on; words only where a person typed them. What later
-- sessions show of it is worked out when it is looked at: only what a hand decided is kept.
CREATE TABLE actions (
    id INTEGER PRIMARY KEY,
    made_at INTEGER NOT NULL,
    -- Where it comes from. It outlives the session, the plan and the account it was made of.
    session_id INTEGER REFERENCES sessions (id) ON DELETE SET NULL,
    plan_id INTEGER REFERENCES plans (id) ON DELETE SET NULL,
    account_id INTEGER REFERENCES accounts (id) ON DELETE SET NULL,
    -- When that session began.
    session_at INTEGER,
    -- When the newest session of the account began that was known when it was made: those after it
    -- are the ones it is carried through.
    since INTEGER NOT NULL,
    kind TEXT NOT NULL,
    product_key TEXT,
    product_name TEXT,
    step TEXT,
    figure REAL,
    wish REAL,
    text TEXT,
    state TEXT NOT NULL DEFAULT 'open' CHECK (state IN ('open', 'done', 'dropped')),
    closed_at INTEGER,
    -- Only sessions that begin after this may show that it was done.
    heed_after INTEGER NOT NULL,
    CHECK ((text IS NOT NULL) = (kind = 'own')),
    CHECK ((closed_at IS NULL) = (state = 'open'))
) STRICT;
