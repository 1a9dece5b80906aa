-- Refunds that come in a file of their own. They name an order line that another file tells of,
-- before or after them.
CREATE TABLE refunds (
    id INTEGER PRIMARY KEY,
    source_id INTEGER NOT NULL REFERENCES sources (id) ON DELETE CASCADE,
    sheet TEXT NOT NULL,
    row_no INTEGER NOT NULL,
    key TEXT NOT NULL,
    live INTEGER NOT NULL DEFAULT 1 CHECK (live IN (0, 1)),
    account_id INTEGER REFERENCES accounts (id),
    session_id INTEGER REFERENCES sessions (id) ON DELETE SET NULL,
    product_id INTEGER REFERENCES products (id) ON DELETE SET NULL,
    refund_id TEXT,
    order_id TEXT,
    line_id TEXT,
    case_type TEXT,
    asked INTEGER,
    refunded INTEGER,
    status TEXT,
    at INTEGER
) STRICT;
CREATE INDEX refunds_source ON refunds (source_id);
CREATE INDEX refunds_key ON refunds (key);
CREATE INDEX refunds_order ON refunds (order_id);

ALTER TABLE order_lines ADD COLUMN refund_at INTEGER;

-- What an order line's own file says of its refund, while cases of the table above say it better:
-- it stands again when they go.
CREATE TABLE own_refunds (
    order_line_id INTEGER PRIMARY KEY REFERENCES order_lines (id) ON DELETE CASCADE,
    refund INTEGER,
    refund_at INTEGER,
    after_sale TEXT
) STRICT;
