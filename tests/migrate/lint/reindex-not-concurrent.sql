-- :given
create table t (a bigint);
-- :bad notx
reindex table t; -- here
reindex index i; -- here
reindex (verbose) table t; -- here
-- :good notx
reindex table concurrently t;
reindex (concurrently, verbose) index i;
-- :good 11 notx
reindex table t;
-- :bad notx
reindex (concurrently false) index i; -- here
-- :good notx
reindex system shop;
