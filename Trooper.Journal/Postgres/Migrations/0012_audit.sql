-- Administrative acts: who did what to the gateway. Rows are only added.
create table audit (
    number bigint generated always as identity primary key,
    at timestamptz not null,
    act text not null,
    by text not null,
    team text,
    subject text,
    detail text
);
