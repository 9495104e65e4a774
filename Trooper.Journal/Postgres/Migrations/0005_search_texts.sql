-- What a search looks into, in small letters. Apart from the sessions, whose rows change with every turn: this changes with the intent.
create table search_texts (
    session bigint primary key,
    text text collate "C" not null
);
