"""What the study platform's revisions have made."""

revision = "001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade():
    pass


def downgrade():
    pass
