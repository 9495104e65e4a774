-- Usage by team, key, model and day of UTC.
create table usage (
    team text not null,
    key text not null,
    model text not null,
    day date not null,
    requests bigint not null,
    input_tokens bigint not null,
    output_tokens bigint not null,
    tokens_saved bigint not null,
    cost numeric not null,
    primary key (day, team, key, model)
);

-- The last flush of each process that counts: one whose answer was lost is sent again, and must not be counted twice.
create table usage_flushes (
    writer uuid primary key,
    number bigint not null,
    at timestamptz not null default now()
);

-- What a key has used from one day to another.
create index usage_by_key on usage (key, day);
