-- Who may use this Trooper, in one row that is read and replaced as a whole: keys are few and seldom change. Who changes it says so on the channel
-- trooper_keys; a node that missed it sees by the version.
create table keys (
    only_one boolean primary key default true check (only_one),
    version bigint not null default 0,
    book jsonb not null
);

insert into keys (book) values ('{}');
