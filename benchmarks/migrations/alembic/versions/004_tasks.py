"""Create tasks"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "004"
down_revision = "003"

kind = postgresql.ENUM(
    "code", "documentation", "testing", "research", "review", "deployment", "other",
    name="tasktype", create_type=False)
status = postgresql.ENUM(
    "todo", "in_progress", "in_review", "completed", "failed", "skipped",
    name="taskstatus", create_type=False)


def upgrade():
    kind.create(op.get_bind())
    status.create(op.get_bind())
    op.create_table(
        "tasks",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("goal_id", sa.String(36), sa.ForeignKey("goals.id", ondelete="CASCADE"), nullable=False),
        sa.Column("user_id", sa.String(36), sa.ForeignKey("users.id", ondelete="CASCADE"), nullable=False),
        sa.Column("title", sa.String(500), nullable=False),
        sa.Column("description", sa.Text()),
        sa.Column("task_type", kind, nullable=False, server_default=sa.text("'code'")),
        sa.Column("status", status, nullable=False, server_default=sa.text("'todo'")),
        sa.Column("priority", sa.Integer(), nullable=False, server_default=sa.text("100")),
        sa.Column("estimated_hours", sa.Float(53)),
        sa.Column("actual_hours", sa.Float(53)),
        sa.Column("validation_result", postgresql.JSONB()),
        sa.Column("ai_feedback", sa.Text()),
        sa.Column("metadata", postgresql.JSONB()),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False, server_default=sa.text("now()")),
        sa.Column("updated_at", sa.TIMESTAMP(timezone=True), nullable=False, server_default=sa.text("now()")),
        sa.Column("started_at", sa.TIMESTAMP(timezone=True)),
        sa.Column("completed_at", sa.TIMESTAMP(timezone=True)),
    )
    op.create_index("idx_tasks_goal_id", "tasks", ["goal_id"])
    op.create_index("idx_tasks_user_id", "tasks", ["user_id"])
    op.create_index("idx_tasks_status", "tasks", ["status", "created_at"])
    op.create_index("idx_tasks_type", "tasks", ["task_type", "created_at"])


def downgrade():
    op.drop_table("tasks")
    status.drop(op.get_bind())
    kind.drop(op.get_bind())
