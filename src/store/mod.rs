//! The SQLite file: the only place that holds a connection.
