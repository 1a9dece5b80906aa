-- What a person says of a viewer, against what the figures suggest: staff and programs count in no
-- model and no statistics of viewers; a person is one whatever the figures say.
CREATE TABLE viewer_marks (
    viewer_key TEXT PRIMARY KEY,
    mark TEXT NOT NULL CHECK (mark IN ('person', 'staff', 'bot')),
    at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
