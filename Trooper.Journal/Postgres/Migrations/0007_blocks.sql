-- Large strings of events (images, big tool results), once each, by the SHA-256 of their bytes. They are mostly encoded or compressed already.
create table blocks (
    hash bytea primary key,
    bytes bytea not null
);

alter table blocks alter column bytes set storage external;
