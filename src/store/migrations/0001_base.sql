-- Version 1: the whole first schema. Times are epoch milliseconds UTC, amounts are hundredths
-- of the unit, counts are integers, missing is NULL and never 0.

CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
INSERT INTO meta VALUES ('revision', '0');

-- One confirmed batch of files: the unit of undo.
CREATE TABLE imports (
    id INTEGER PRIMARY KEY,
    at INTEGER NOT NULL,
    undone_at INTEGER
) STRICT;

-- One file, or one file inside a container.
CREATE TABLE sources (
    id INTEGER PRIMARY KEY,
    import_id INTEGER NOT NULL REFERENCES imports (id),
    name TEXT NOT NULL,
    inner_name TEXT,
    sha256 TEXT NOT NULL,
    size INTEGER NOT NULL,
    kind TEXT NOT NULL,
    platform TEXT NOT NULL,
    encoding TEXT,
    as_of INTEGER NOT NULL,
    rows_read INTEGER NOT NULL,
    rows_stored INTEGER NOT NULL DEFAULT 0,
    rows_replaced INTEGER NOT NULL DEFAULT 0,
    rows_skipped INTEGER NOT NULL,
    rows_rejected INTEGER NOT NULL,
    remarks TEXT NOT NULL
) STRICT;
CREATE INDEX sources_import ON sources (import_id);
CREATE INDEX sources_sha ON sources (sha256);

CREATE TABLE accounts (
    id INTEGER PRIMARY KEY,
    platform TEXT NOT NULL,
    external_id TEXT,
    name TEXT,
    currency TEXT NOT NULL,
    time_zone TEXT NOT NULL
) STRICT;
CREATE INDEX accounts_name ON accounts (platform, name);

CREATE TABLE hosts (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE) STRICT;

-- Identity of a session; what exports say about it is in session_facts.
CREATE TABLE sessions (
    id INTEGER PRIMARY KEY,
    account_id INTEGER NOT NULL REFERENCES accounts (id),
    external_id TEXT,
    start_at INTEGER NOT NULL,
    end_at INTEGER,
    host_id INTEGER REFERENCES hosts (id)
) STRICT;
CREATE INDEX sessions_start ON sessions (account_id, start_at);
CREATE INDEX sessions_external ON sessions (external_id);

-- Identity of a product; what catalogues say about it is in product_facts.
CREATE TABLE products (
    id INTEGER PRIMARY KEY,
    platform TEXT NOT NULL,
    external_id TEXT,
    name TEXT NOT NULL
) STRICT;
CREATE INDEX products_external ON products (external_id);
CREATE INDEX products_name ON products (name);

-- What one export says about one session.
CREATE TABLE session_facts (
    id INTEGER PRIMARY KEY,
    source_id INTEGER NOT NULL REFERENCES sources (id) ON DELETE CASCADE,
    sheet TEXT NOT NULL,
    row_no INTEGER NOT NULL,
    key TEXT NOT NULL,
    live INTEGER NOT NULL DEFAULT 1 CHECK (live IN (0, 1)),
    account_id INTEGER REFERENCES accounts (id),
    session_id INTEGER REFERENCES sessions (id) ON DELETE SET NULL,
    product_id INTEGER REFERENCES products (id) ON DELETE SET NULL,
    title TEXT,
    host TEXT,
    start_at INTEGER,
    end_at INTEGER,
    duration_s REAL,
    room_impr_uv INTEGER,
    room_impr_pv INTEGER,
    viewers_uv INTEGER,
    views_pv INTEGER,
    incentive_views_pv INTEGER,
    engaged_viewers INTEGER,
    natural_viewers_uv INTEGER,
    paid_viewers_uv INTEGER,
    peak_online INTEGER,
    avg_online REAL,
    avg_watch_s REAL,
    avg_watch_per_view_s REAL,
    comments INTEGER,
    comment_users INTEGER,
    likes INTEGER,
    shares INTEGER,
    new_followers INTEGER,
    unfollows INTEGER,
    fan_club_joins INTEGER,
    fan_share REAL,
    product_count INTEGER,
    prod_impr_uv INTEGER,
    prod_impr_pv INTEGER,
    prod_click_uv INTEGER,
    prod_click_pv INTEGER,
    cart_adds INTEGER,
    cart_users INTEGER,
    orders INTEGER,
    orders_created INTEGER,
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
    ad_spend_bound INTEGER,
    ad_spend_targeted INTEGER,
    ad_spend INTEGER,
    commission_cost INTEGER,
    commission_income INTEGER,
    presale_orders INTEGER,
    presale_amount INTEGER,
    purchase_group_joins INTEGER,
    voucher_paid_amount INTEGER,
    voucher_subsidy INTEGER,
    vouchers_used INTEGER
) STRICT;
CREATE INDEX session_facts_source ON session_facts (source_id);
CREATE INDEX session_facts_key ON session_facts (key);
CREATE INDEX session_facts_session ON session_facts (session_id, live);

-- Session × product.
CREATE TABLE session_products (
    id INTEGER PRIMARY KEY,
    source_id INTEGER NOT NULL REFERENCES sources (id) ON DELETE CASCADE,
    sheet TEXT NOT NULL,
    row_no INTEGER NOT NULL,
    key TEXT NOT NULL,
    live INTEGER NOT NULL DEFAULT 1 CHECK (live IN (0, 1)),
    account_id INTEGER REFERENCES accounts (id),
    session_id INTEGER REFERENCES sessions (id) ON DELETE SET NULL,
    product_id INTEGER REFERENCES products (id) ON DELETE SET NULL,
    price INTEGER,
    explain_count INTEGER,
    listed_at INTEGER,
    impr_uv INTEGER,
    impr_pv INTEGER,
    click_uv INTEGER,
    click_pv INTEGER,
    cart_adds INTEGER,
    orders INTEGER,
    sku_orders INTEGER,
    items INTEGER,
    buyers INTEGER,
    gmv INTEGER,
    paid_amount INTEGER,
    presale_orders INTEGER,
    presale_amount INTEGER,
    refund_amount INTEGER,
    refund_orders INTEGER,
    refund_users INTEGER,
    refund_pre_amount INTEGER,
    refund_pre_orders INTEGER,
    refund_post_amount INTEGER,
    refund_post_orders INTEGER,
    stock INTEGER
) STRICT;
CREATE INDEX session_products_source ON session_products (source_id);
CREATE INDEX session_products_key ON session_products (key);
CREATE INDEX session_products_session ON session_products (session_id, live);
CREATE INDEX session_products_product ON session_products (product_id, live);

-- Session × channel.
CREATE TABLE channels (
    id INTEGER PRIMARY KEY,
    source_id INTEGER NOT NULL REFERENCES sources (id) ON DELETE CASCADE,
    sheet TEXT NOT NULL,
    row_no INTEGER NOT NULL,
    key TEXT NOT NULL,
    live INTEGER NOT NULL DEFAULT 1 CHECK (live IN (0, 1)),
    account_id INTEGER REFERENCES accounts (id),
    session_id INTEGER REFERENCES sessions (id) ON DELETE SET NULL,
    product_id INTEGER REFERENCES products (id) ON DELETE SET NULL,
    channel TEXT,
    channel_group TEXT,
    views_pv INTEGER,
    viewers_uv INTEGER,
    avg_watch_s REAL,
    orders INTEGER,
    gmv INTEGER,
    paid_amount INTEGER,
    spend INTEGER,
    impressions_pv INTEGER
) STRICT;
CREATE INDEX channels_source ON channels (source_id);
CREATE INDEX channels_key ON channels (key);
CREATE INDEX channels_session ON channels (session_id, live);

-- Session × minute.
CREATE TABLE minutes (
    id INTEGER PRIMARY KEY,
    source_id INTEGER NOT NULL REFERENCES sources (id) ON DELETE CASCADE,
    sheet TEXT NOT NULL,
    row_no INTEGER NOT NULL,
    key TEXT NOT NULL,
    live INTEGER NOT NULL DEFAULT 1 CHECK (live IN (0, 1)),
    account_id INTEGER REFERENCES accounts (id),
    session_id INTEGER REFERENCES sessions (id) ON DELETE SET NULL,
    product_id INTEGER REFERENCES products (id) ON DELETE SET NULL,
    at INTEGER,
    online INTEGER,
    entered INTEGER,
    left_count INTEGER,
    click_uv INTEGER,
    orders INTEGER,
    buyers INTEGER,
    gmv INTEGER,
    paid_amount INTEGER,
    comments INTEGER,
    new_followers INTEGER,
    fan_club_joins INTEGER,
    spend INTEGER
) STRICT;
CREATE INDEX minutes_source ON minutes (source_id);
CREATE INDEX minutes_key ON minutes (key);
CREATE INDEX minutes_session ON minutes (session_id, live);

-- Talk segments.
CREATE TABLE segments (
    id INTEGER PRIMARY KEY,
    source_id INTEGER NOT NULL REFERENCES sources (id) ON DELETE CASCADE,
    sheet TEXT NOT NULL,
    row_no INTEGER NOT NULL,
    key TEXT NOT NULL,
    live INTEGER NOT NULL DEFAULT 1 CHECK (live IN (0, 1)),
    account_id INTEGER REFERENCES accounts (id),
    session_id INTEGER REFERENCES sessions (id) ON DELETE SET NULL,
    product_id INTEGER REFERENCES products (id) ON DELETE SET NULL,
    start_at INTEGER,
    end_at INTEGER,
    avg_online REAL,
    viewer_change INTEGER,
    clicks INTEGER,
    orders INTEGER,
    items INTEGER,
    gmv INTEGER,
    paid_amount INTEGER
) STRICT;
CREATE INDEX segments_source ON segments (source_id);
CREATE INDEX segments_key ON segments (key);
CREATE INDEX segments_session ON segments (session_id, live);
CREATE INDEX segments_product ON segments (product_id, live);

-- One product of one order; buyers only as a keyed hash.
CREATE TABLE order_lines (
    id INTEGER PRIMARY KEY,
    source_id INTEGER NOT NULL REFERENCES sources (id) ON DELETE CASCADE,
    sheet TEXT NOT NULL,
    row_no INTEGER NOT NULL,
    key TEXT NOT NULL,
    live INTEGER NOT NULL DEFAULT 1 CHECK (live IN (0, 1)),
    account_id INTEGER REFERENCES accounts (id),
    session_id INTEGER REFERENCES sessions (id) ON DELETE SET NULL,
    product_id INTEGER REFERENCES products (id) ON DELETE SET NULL,
    order_id TEXT,
    line_id TEXT,
    sku_id TEXT,
    sku_code TEXT,
    spec TEXT,
    qty INTEGER,
    unit_price INTEGER,
    paid INTEGER,
    order_paid INTEGER,
    merchant_income INTEGER,
    refund INTEGER,
    status TEXT,
    after_sale TEXT,
    created_at INTEGER,
    paid_at INTEGER,
    carrier TEXT,
    channel_group TEXT,
    author TEXT,
    buyer_key TEXT,
    region TEXT
) STRICT;
CREATE INDEX order_lines_source ON order_lines (source_id);
CREATE INDEX order_lines_key ON order_lines (key);
CREATE INDEX order_lines_session ON order_lines (session_id, live);
CREATE INDEX order_lines_product ON order_lines (product_id, live);
CREATE INDEX order_lines_created ON order_lines (created_at);
CREATE INDEX order_lines_buyer ON order_lines (buyer_key);

-- What one catalogue says about one product.
CREATE TABLE product_facts (
    id INTEGER PRIMARY KEY,
    source_id INTEGER NOT NULL REFERENCES sources (id) ON DELETE CASCADE,
    sheet TEXT NOT NULL,
    row_no INTEGER NOT NULL,
    key TEXT NOT NULL,
    live INTEGER NOT NULL DEFAULT 1 CHECK (live IN (0, 1)),
    account_id INTEGER REFERENCES accounts (id),
    session_id INTEGER REFERENCES sessions (id) ON DELETE SET NULL,
    product_id INTEGER REFERENCES products (id) ON DELETE SET NULL,
    category TEXT,
    brand TEXT,
    price INTEGER,
    unit_cost INTEGER,
    stock INTEGER,
    kind TEXT,
    role TEXT
) STRICT;
CREATE INDEX product_facts_source ON product_facts (source_id);
CREATE INDEX product_facts_key ON product_facts (key);
CREATE INDEX product_facts_session ON product_facts (session_id, live);
CREATE INDEX product_facts_product ON product_facts (product_id, live);

-- Attributes behind a keyed hash.
CREATE TABLE viewers (
    id INTEGER PRIMARY KEY,
    source_id INTEGER NOT NULL REFERENCES sources (id) ON DELETE CASCADE,
    sheet TEXT NOT NULL,
    row_no INTEGER NOT NULL,
    key TEXT NOT NULL,
    live INTEGER NOT NULL DEFAULT 1 CHECK (live IN (0, 1)),
    account_id INTEGER REFERENCES accounts (id),
    session_id INTEGER REFERENCES sessions (id) ON DELETE SET NULL,
    product_id INTEGER REFERENCES products (id) ON DELETE SET NULL,
    viewer_key TEXT,
    age_band TEXT,
    gender TEXT,
    region TEXT,
    fan_level TEXT
) STRICT;
CREATE INDEX viewers_source ON viewers (source_id);
CREATE INDEX viewers_key ON viewers (key);
CREATE INDEX viewers_session ON viewers (session_id, live);

-- Comments.
CREATE TABLE comments (
    id INTEGER PRIMARY KEY,
    source_id INTEGER NOT NULL REFERENCES sources (id) ON DELETE CASCADE,
    sheet TEXT NOT NULL,
    row_no INTEGER NOT NULL,
    key TEXT NOT NULL,
    live INTEGER NOT NULL DEFAULT 1 CHECK (live IN (0, 1)),
    account_id INTEGER REFERENCES accounts (id),
    session_id INTEGER REFERENCES sessions (id) ON DELETE SET NULL,
    product_id INTEGER REFERENCES products (id) ON DELETE SET NULL,
    at INTEGER,
    offset_s REAL,
    viewer_key TEXT,
    text TEXT
) STRICT;
CREATE INDEX comments_source ON comments (source_id);
CREATE INDEX comments_key ON comments (key);
CREATE INDEX comments_session ON comments (session_id, live);
CREATE INDEX comments_product ON comments (product_id, live);
CREATE INDEX comments_at ON comments (at);

-- Viewer × product × action × time.
CREATE TABLE events (
    id INTEGER PRIMARY KEY,
    source_id INTEGER NOT NULL REFERENCES sources (id) ON DELETE CASCADE,
    sheet TEXT NOT NULL,
    row_no INTEGER NOT NULL,
    key TEXT NOT NULL,
    live INTEGER NOT NULL DEFAULT 1 CHECK (live IN (0, 1)),
    account_id INTEGER REFERENCES accounts (id),
    session_id INTEGER REFERENCES sessions (id) ON DELETE SET NULL,
    product_id INTEGER REFERENCES products (id) ON DELETE SET NULL,
    at INTEGER,
    viewer_key TEXT,
    action TEXT,
    value REAL
) STRICT;
CREATE INDEX events_source ON events (source_id);
CREATE INDEX events_key ON events (key);
CREATE INDEX events_session ON events (session_id, live);
CREATE INDEX events_product ON events (product_id, live);
CREATE INDEX events_at ON events (at);
CREATE INDEX events_viewer ON events (viewer_key);

-- Income that is not an order.
CREATE TABLE income (
    id INTEGER PRIMARY KEY,
    source_id INTEGER NOT NULL REFERENCES sources (id) ON DELETE CASCADE,
    sheet TEXT NOT NULL,
    row_no INTEGER NOT NULL,
    key TEXT NOT NULL,
    live INTEGER NOT NULL DEFAULT 1 CHECK (live IN (0, 1)),
    account_id INTEGER REFERENCES accounts (id),
    session_id INTEGER REFERENCES sessions (id) ON DELETE SET NULL,
    product_id INTEGER REFERENCES products (id) ON DELETE SET NULL,
    at INTEGER,
    kind TEXT,
    amount INTEGER
) STRICT;
CREATE INDEX income_source ON income (source_id);
CREATE INDEX income_key ON income (key);
CREATE INDEX income_session ON income (session_id, live);

-- One visit with an outcome and free features.
CREATE TABLE visits (
    id INTEGER PRIMARY KEY,
    source_id INTEGER NOT NULL REFERENCES sources (id) ON DELETE CASCADE,
    sheet TEXT NOT NULL,
    row_no INTEGER NOT NULL,
    key TEXT NOT NULL,
    live INTEGER NOT NULL DEFAULT 1 CHECK (live IN (0, 1)),
    account_id INTEGER REFERENCES accounts (id),
    session_id INTEGER REFERENCES sessions (id) ON DELETE SET NULL,
    product_id INTEGER REFERENCES products (id) ON DELETE SET NULL,
    visit_id TEXT,
    at INTEGER,
    outcome REAL,
    features TEXT
) STRICT;
CREATE INDEX visits_source ON visits (source_id);
CREATE INDEX visits_key ON visits (key);
CREATE INDEX visits_session ON visits (session_id, live);

-- Ratios as reported, apart from the counts they are recomputed from.
CREATE TABLE session_reported (
    fact_id INTEGER NOT NULL REFERENCES session_facts (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    value REAL NOT NULL,
    PRIMARY KEY (fact_id, name)
) STRICT, WITHOUT ROWID;
CREATE TABLE session_product_reported (
    fact_id INTEGER NOT NULL REFERENCES session_products (id) ON DELETE CASCADE,
    name TEXT NOT NULL,
    value REAL NOT NULL,
    PRIMARY KEY (fact_id, name)
) STRICT, WITHOUT ROWID;

-- What the merchant said about a product; wins over any catalogue.
CREATE TABLE product_settings (
    product_id INTEGER PRIMARY KEY REFERENCES products (id) ON DELETE CASCADE,
    price INTEGER,
    unit_cost INTEGER,
    return_cost INTEGER,
    stock INTEGER,
    kind TEXT,
    role TEXT,
    category TEXT
) STRICT;

CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;

-- Mappings of a person's own tables.
CREATE TABLE templates (name TEXT PRIMARY KEY, body TEXT NOT NULL) STRICT;

CREATE TABLE notes (
    id INTEGER PRIMARY KEY,
    session_id INTEGER NOT NULL REFERENCES sessions (id) ON DELETE CASCADE,
    at INTEGER,
    text TEXT NOT NULL,
    created_at INTEGER NOT NULL
) STRICT;
CREATE INDEX notes_session ON notes (session_id);

CREATE TABLE models (
    id INTEGER PRIMARY KEY,
    question TEXT NOT NULL,
    name TEXT NOT NULL,
    engine TEXT NOT NULL,
    UNIQUE (question, name, engine)
) STRICT;
CREATE TABLE model_versions (
    id INTEGER PRIMARY KEY,
    model_id INTEGER NOT NULL REFERENCES models (id) ON DELETE CASCADE,
    run_id INTEGER NOT NULL REFERENCES training_runs (id) ON DELETE CASCADE,
    version INTEGER NOT NULL,
    verdict TEXT NOT NULL,
    body TEXT NOT NULL,
    UNIQUE (model_id, version)
) STRICT;
-- One press of the button: what was trained on which data, and how well it did.
CREATE TABLE training_runs (
    id INTEGER PRIMARY KEY,
    question TEXT NOT NULL,
    source TEXT NOT NULL,
    created_at INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    seed INTEGER NOT NULL,
    report TEXT NOT NULL
) STRICT;
CREATE INDEX training_runs_question ON training_runs (question, created_at);
CREATE INDEX model_versions_run ON model_versions (run_id);

CREATE TABLE plans (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL,
    version INTEGER NOT NULL,
    created_at INTEGER NOT NULL,
    revision INTEGER NOT NULL,
    seed INTEGER NOT NULL,
    request TEXT NOT NULL,
    result TEXT NOT NULL,
    session_id INTEGER REFERENCES sessions (id) ON DELETE SET NULL,
    UNIQUE (name, version)
) STRICT;
CREATE TABLE plan_items (
    plan_id INTEGER NOT NULL REFERENCES plans (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    product_key TEXT NOT NULL,
    name TEXT NOT NULL,
    share REAL NOT NULL CHECK (share BETWEEN 0 AND 1.000000001),
    minutes INTEGER NOT NULL,
    expected_orders REAL,
    expected_value REAL,
    value_low REAL,
    value_high REAL,
    PRIMARY KEY (plan_id, position)
) STRICT, WITHOUT ROWID;
CREATE TABLE plan_slots (
    plan_id INTEGER NOT NULL REFERENCES plans (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    start_minute INTEGER NOT NULL,
    minutes INTEGER NOT NULL,
    product_key TEXT NOT NULL,
    host TEXT,
    PRIMARY KEY (plan_id, position)
) STRICT, WITHOUT ROWID;
