-- The points of conversations by which a request that names no session is known to continue one.
create table heads (
    hash uuid not null,
    session bigint not null,
    primary key (session, hash)
);

create index heads_by_hash on heads (hash);
