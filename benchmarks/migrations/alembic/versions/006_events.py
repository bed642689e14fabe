"""Create events"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "006"
down_revision = "005"

kind = postgresql.ENUM(
    "user.created", "user.updated", "user.login", "user.logout", "course.created", "course.updated",
    "course.completed", "course.archived", "goal.created", "goal.updated", "goal.started", "goal.completed",
    "goal.blocked", "task.created", "task.updated", "task.started", "task.completed", "task.validated",
    "task.failed", "code.submitted", "code.reviewed", "code.validated", "ai.feedback.generated",
    "ai.goal.suggested", "ai.validation.completed", "system.error", "system.warning",
    name="eventtype", create_type=False)


def upgrade():
    kind.create(op.get_bind())
    op.create_table(
        "events",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("event_type", kind, nullable=False),
        sa.Column("user_id", sa.String(36), sa.ForeignKey("users.id", ondelete="SET NULL")),
        sa.Column("entity_type", sa.String(50)),
        sa.Column("entity_id", sa.String(36)),
        sa.Column("payload", postgresql.JSONB(), nullable=False),
        sa.Column("metadata", postgresql.JSONB()),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False, server_default=sa.text("now()")),
        sa.Column("processed_at", sa.TIMESTAMP(timezone=True)),
        sa.Column("parquet_path", sa.String(500)),
    )
    op.create_index("idx_events_user_created", "events", ["user_id", "created_at"])
    op.create_index("idx_events_entity", "events", ["entity_type", "entity_id", "created_at"])
    op.create_index("idx_events_type_created", "events", ["event_type", "created_at"])
    op.create_index("idx_events_created_at", "events", ["created_at"])


def downgrade():
    op.drop_table("events")
    kind.drop(op.get_bind())
