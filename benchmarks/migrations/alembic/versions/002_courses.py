"""Create courses"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "002"
down_revision = "001"

status = postgresql.ENUM("draft", "active", "completed", "archived", name="coursestatus", create_type=False)


def upgrade():
    status.create(op.get_bind())
    op.create_table(
        "courses",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("user_id", sa.String(36), sa.ForeignKey("users.id", ondelete="CASCADE"), nullable=False),
        sa.Column("title", sa.String(500), nullable=False),
        sa.Column("description", sa.Text()),
        sa.Column("status", status, nullable=False, server_default=sa.text("'draft'")),
        sa.Column("progress_percentage", sa.Float(53), nullable=False, server_default=sa.text("0")),
        sa.Column("metadata", postgresql.JSONB()),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False, server_default=sa.text("now()")),
        sa.Column("updated_at", sa.TIMESTAMP(timezone=True), nullable=False, server_default=sa.text("now()")),
        sa.Column("completed_at", sa.TIMESTAMP(timezone=True)),
    )
    op.create_index("idx_courses_user_id", "courses", ["user_id"])
    op.create_index("idx_courses_status", "courses", ["status", "created_at"])


def downgrade():
    op.drop_table("courses")
    status.drop(op.get_bind())
