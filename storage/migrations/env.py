"""Alembic's entry: migrations run inside the transaction that ``storage.schema`` opened."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], render_as_batch=True)
context.run_migrations()
