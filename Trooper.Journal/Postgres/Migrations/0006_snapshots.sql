create table snapshots (
    session bigint primary key,
    version bigint not null,
    state bytea not null
);
