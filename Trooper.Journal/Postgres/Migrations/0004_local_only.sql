-- The hashes of local-only messages, in their order within the session.
create table local_only (
    session bigint not null,
    place int not null,
    hash uuid not null,
    primary key (session, place)
);

create index local_only_by_hash on local_only (hash);
