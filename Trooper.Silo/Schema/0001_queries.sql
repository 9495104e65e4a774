-- What Orleans asks of the database: it knows this table by name, and each query by its key, its parameters and the columns it returns.
-- The tables behind the queries are our own.
create table orleansquery (
    querykey  text primary key,
    querytext text not null
);
