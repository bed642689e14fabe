"""Create goals"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "003"
down_revision = "002"

status = postgresql.ENUM(
    "pending", "in_progress", "completed", "blocked", "cancelled",
    name="goalstatus", create_type=False)
priority = postgresql.ENUM("low", "medium", "high", "urgent", name="goalpriority", create_type=False)


def upgrade():
    status.create(op.get_bind())
    priority.create(op.get_bind())
    op.create_table(
        "goals",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("user_id", sa.String(36), sa.ForeignKey("users.id", ondelete="CASCADE"), nullable=False),
        sa.Column("course_id", sa.String(36), sa.ForeignKey("courses.id", ondelete="SET NULL")),
        sa.Column("title", sa.String(500), nullable=False),
        sa.Column("description", sa.Text()),
        sa.Column("status", status, nullable=False, server_default=sa.text("'pending'")),
        sa.Column("priority", priority, nullable=False, server_default=sa.text("'medium'")),
        sa.Column("progress_percentage", sa.Float(53), nullable=False, server_default=sa.text("0")),
        sa.Column("ai_generated", sa.Boolean(), nullable=False, server_default=sa.text("false")),
        sa.Column("validation_criteria", postgresql.JSONB()),
        sa.Column("metadata", postgresql.JSONB()),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False, server_default=sa.text("now()")),
        sa.Column("updated_at", sa.TIMESTAMP(timezone=True), nullable=False, server_default=sa.text("now()")),
        sa.Column("started_at", sa.TIMESTAMP(timezone=True)),
        sa.Column("completed_at", sa.TIMESTAMP(timezone=True)),
        sa.Column("due_date", sa.TIMESTAMP(timezone=True)),
    )
    op.create_index("idx_goals_user_id", "goals", ["user_id"])
    op.create_index("idx_goals_course_id", "goals", ["course_id"])
    op.create_index("idx_goals_status", "goals", ["status", "created_at"])
    op.create_index("idx_goals_priority", "goals", ["priority", "created_at"])


def downgrade():
    op.drop_table("goals")
    priority.drop(op.get_bind())
    status.drop(op.get_bind())
