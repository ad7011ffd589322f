#!/bin/sh
# As superuser over the socket, which asks for no password: so it works whatever the passwords were before.
set -eu
export PGHOST=/var/run/postgresql PGUSER=postgres PGDATABASE=airstar
psql --quiet --no-psqlrc --set=ON_ERROR_STOP=1 --file="$(dirname "$0")/roles.sql"
psql --no-psqlrc --tuples-only --no-align --command="select 1 from pg_database where datname = 'airflow'" | grep -q 1 ||
  createdb --owner=airflow airflow
echo 'roles: ready'
