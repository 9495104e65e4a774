-- Which session's events refer to a block: it goes with the last of them.
create table block_uses (
    session bigint not null,
    hash bytea not null,
    primary key (session, hash)
);

create index block_uses_by_hash on block_uses (hash);
