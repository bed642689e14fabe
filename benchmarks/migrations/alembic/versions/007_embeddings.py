"""Create embeddings"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "007"
down_revision = "006"


class vector(sa.types.UserDefinedType):
    cache_ok = True

    def get_col_spec(self, **_):
        return "vector(1536)"


def upgrade():
    op.execute("create extension if not exists vector")
    op.create_table(
        "embeddings",
        sa.Column("id", sa.String(36), primary_key=True),
        sa.Column("user_id", sa.String(36), sa.ForeignKey("users.id", ondelete="CASCADE"), nullable=False),
        sa.Column("entity_type", sa.String(50), nullable=False),
        sa.Column("entity_id", sa.String(36), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("embedding", vector(), nullable=False),
        sa.Column("model", sa.String(100), nullable=False, server_default=sa.text("'text-embedding-3-small'")),
        sa.Column("metadata", postgresql.JSONB()),
        sa.Column("created_at", sa.TIMESTAMP(timezone=True), nullable=False, server_default=sa.text("now()")),
    )
    op.create_index("idx_embeddings_user_id", "embeddings", ["user_id"])
    op.create_index("idx_embeddings_entity", "embeddings", ["entity_type", "entity_id"])
    op.create_index("idx_embeddings_created_at", "embeddings", ["created_at"])
    op.create_index(
        "idx_embeddings_vector_hnsw", "embeddings", ["embedding"], postgresql_using="hnsw",
        postgresql_with={"m": 16, "ef_construction": 64}, postgresql_ops={"embedding": "vector_cosine_ops"})


def downgrade():
    op.drop_table("embeddings")
    op.execute("drop extension vector")
