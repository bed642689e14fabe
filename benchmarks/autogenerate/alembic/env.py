"""As short as it can be: no logging, one connection. Types are compared; defaults where ALEMBIC_DEFAULTS is set, since that asks
the server about each."""

import os
import sys

import sqlalchemy
from alembic import context

sys.path.insert(0, os.environ["ALEMBIC_MODELS"])
from models import metadata  # noqa: E402

engine = sqlalchemy.create_engine(os.environ["ALEMBIC_DATABASE"], poolclass=sqlalchemy.pool.NullPool)
with engine.connect() as connection:
    context.configure(
        connection=connection,
        target_metadata=metadata,
        compare_type=True,
        compare_server_default="ALEMBIC_DEFAULTS" in os.environ,
        include_name=lambda name, kind, parents: kind != "table" or not name.startswith("rowan_"),
    )
    with context.begin_transaction():
        context.run_migrations()
