//! The protocol over HTTP once more, on PostgreSQL: the same tests, each on a database of its own.

#[path = "contract.rs"]
mod on_postgres;

use on_postgres::support;
