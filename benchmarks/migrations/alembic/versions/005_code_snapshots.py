"""Create code snapshots"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "005"
down_revision = "004"


def upgrade():
    op.create_table(
        "code_snapshots",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("task_id", sa.String(36), sa.ForeignKey("tasks.id", ondelete="CASCADE")),
        sa.Column("user_id", sa.String(36), sa.ForeignKey("users.id", ondelete="CASCADE"), nullable=False),
        sa.Column("file_path", sa.String(1000), nullable=False),
        sa.Column("language", sa.String(50), nullable=False),
        sa.Column("code_content", sa.Text(), nullable=False),
        sa.Column("validation_passed", sa.Boolean()),
        sa.Column("validation_score", sa.Float(53)),
        sa.Column("validation_feedback", sa.Text()),
        sa.Column("issues_found", postgresql.JSONB()),
        sa.Column("metadata", postgresql.JSONB()),
        sa.Column("storage_path", sa.String(500)),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False, server_default=sa.text("now()")),
    )
    op.create_index("idx_code_snapshots_task_id", "code_snapshots", ["task_id", "created_at"])
    op.create_index("idx_code_snapshots_user_id", "code_snapshots", ["user_id"])
    op.create_index("idx_code_snapshots_language", "code_snapshots", ["language", "created_at"])
    op.create_index("idx_code_snapshots_validated", "code_snapshots", ["validation_passed", "created_at"])
    op.create_index("idx_code_snapshots_user_lang", "code_snapshots", ["user_id", "language", "created_at"])


def downgrade():
    op.drop_table("code_snapshots")
