//! `rusqlite-schema` with connection pools: the examples of the guide, as tests.
#![doc = include_str!("../../../docs/guide/production.md")]
