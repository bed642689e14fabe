"""As short as it can be: no logging, no metadata to compare with, one connection."""

import os

import sqlalchemy
from alembic import context

engine = sqlalchemy.create_engine(os.environ["ALEMBIC_DATABASE"], poolclass=sqlalchemy.pool.NullPool)
with engine.connect() as connection:
    context.configure(connection=connection)
    with context.begin_transaction():
        context.run_migrations()
