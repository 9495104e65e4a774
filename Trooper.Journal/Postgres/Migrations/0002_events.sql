-- The events, which are only ever added, and go with their session. There are no foreign keys to sessions anywhere: whoever writes
-- holds the session's row, and a check per row would cost more than the row.
create table events (
    session bigint not null,
    version bigint not null,
    event text not null,
    primary key (session, version)
);
