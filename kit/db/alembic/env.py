"""Alembic's entry: run on the connection that `kit.db.migrate` hands over, one transaction per step."""

from alembic import context

context.configure(
    connection=context.config.attributes["connection"], target_metadata=None, transaction_per_migration=True
)
with context.begin_transaction():
    context.run_migrations()
