-- A row per session: what lists show, and the version that is the fence between two writers.
create table sessions (
    key bigint generated always as identity primary key,
    team text collate "C" not null,
    id text collate "C" not null,
    version bigint not null,
    last_active_at timestamptz not null,
    parent text collate "C",
    summary text not null,
    unique (team, id)
);

create index sessions_by_activity on sessions (team, last_active_at, id);
create index sessions_by_age on sessions (last_active_at, id, team);
create index sessions_by_parent on sessions (team, parent) where parent is not null;
