-- What a person says of a viewer, against what the figures suggest: staff and programs count in no
-- model and no statistics of viewers; a person is one whatever the figures say.
CREATE TABLE viewer_marks (
    viewer_key TEXT PRIMARY KEY,
    mark TEXT NOT NULL CHECK (mark IN ('person', 'staff', 'bot')),
    at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Figures of hours, days and longer periods that belong to no session.
CREATE TABLE periods (
    id INTEGER PRIMARY KEY,
    source_id INTEGER NOT NULL REFERENCES sources (id) ON DELETE CASCADE,
    sheet TEXT NOT NULL,
    row_no INTEGER NOT NULL,
    key TEXT NOT NULL,
    live INTEGER NOT NULL DEFAULT 1 CHECK (live IN (0, 1)),
    account_id INTEGER REFERENCES accounts (id),
    session_id INTEGER REFERENCES sessions (id) ON DELETE SET NULL,
    product_id INTEGER REFERENCES products (id) ON DELETE SET NULL,
    subject TEXT,
    subject_name TEXT,
    start_at INTEGER,
    end_at INTEGER,
    lives INTEGER,
    live_s REAL,
    ad_spend INTEGER,
    impressions_pv INTEGER,
    clicks_pv INTEGER,
    viewers_uv INTEGER,
    views_pv INTEGER,
    peak_online INTEGER,
    avg_online REAL,
    avg_watch_s REAL,
    comments INTEGER,
    likes INTEGER,
    shares INTEGER,
    new_followers INTEGER,
    prod_impr_uv INTEGER,
    prod_impr_pv INTEGER,
    prod_click_uv INTEGER,
    prod_click_pv INTEGER,
    cart_adds INTEGER,
    cart_users INTEGER,
    orders INTEGER,
    sku_orders INTEGER,
    items INTEGER,
    buyers INTEGER,
    gmv INTEGER,
    paid_amount INTEGER,
    net_gmv INTEGER,
    net_orders INTEGER,
    refund_amount INTEGER,
    refund_orders INTEGER,
    refund_users INTEGER,
    refund_amount_1h INTEGER,
    refund_orders_1h INTEGER,
    commission_income INTEGER
) STRICT;
CREATE INDEX periods_source ON periods (source_id);
CREATE INDEX periods_key ON periods (key);
CREATE INDEX periods_product ON periods (product_id) WHERE product_id IS NOT NULL;
CREATE INDEX periods_time ON periods (subject, start_at);
