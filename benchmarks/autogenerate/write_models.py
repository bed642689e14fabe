"""Writes the tables of a PostgreSQL database as SQLAlchemy models, as one would have them in a program: write_models.py URL."""

import re
import sys

import sqlalchemy
from sqlalchemy.dialects import postgresql

dialect = postgresql.dialect()


def type_words(kind):
    words = "JSONB()" if isinstance(kind, postgresql.JSONB) else repr(kind)
    if isinstance(kind, postgresql.ARRAY):
        return f"postgresql.ARRAY({type_words(kind.item_type)})"
    return ("postgresql." if type(kind).__module__.startswith("sqlalchemy.dialects") else "sqlalchemy.") + words


def column_words(column):
    words = [repr(column.name), type_words(column.type)]
    words += [f"sqlalchemy.ForeignKey({key.target_fullname!r}{actions(key.constraint)}, name={key.constraint.name!r})"
              for key in column.foreign_keys]
    if isinstance(column.server_default, sqlalchemy.Identity):
        words.append(f"sqlalchemy.Identity(always={column.server_default.always!r})")
    if column.primary_key:
        words.append("primary_key=True")
    elif not column.nullable:
        words.append("nullable=False")
    default = getattr(column.server_default, "arg", None)
    if default is not None and not str(default.text).startswith("nextval("):
        words.append(f"server_default={default_words(default.text)}")
    return f"sqlalchemy.Column({', '.join(words)})"


def default_words(text):
    """A string as Alembic wants it, which quotes it itself; anything else as the server says it."""
    literal = re.fullmatch(r"'([^']*)'::[a-z ]+", text)
    return repr(literal[1]) if literal else f"sqlalchemy.text({text!r})"


def actions(key):
    return "".join(f", {name}={value!r}" for name, value in (("ondelete", key.ondelete), ("onupdate", key.onupdate)) if value)


def constraint_words(constraint):
    columns = [column.name for column in constraint.columns]
    if isinstance(constraint, sqlalchemy.UniqueConstraint):
        return f"sqlalchemy.UniqueConstraint({', '.join(map(repr, columns))}, name={constraint.name!r})"
    if isinstance(constraint, sqlalchemy.CheckConstraint):
        return f"sqlalchemy.CheckConstraint({str(constraint.sqltext)!r}, name={constraint.name!r})"
    return None


def key_words(key):
    if isinstance(key, sqlalchemy.Column):
        return f"table.c[{key.name!r}]"
    return f"table.c[{key.element.name!r}].desc()"  # the only expression that these tables have


def index_words(index):
    words = [repr(index.name)] + [key_words(key) for key in index.expressions] + (["unique=True"] if index.unique else [])
    for name, value in index.dialect_options["postgresql"].items():
        if value and name == "where":
            words.append(f"postgresql_where=sqlalchemy.text({str(value)!r})")
        elif value and name == "using" and value != "btree":
            words.append(f"postgresql_using={value!r}")
    return f"sqlalchemy.Index({', '.join(words)})"


def main():
    engine = sqlalchemy.create_engine(sys.argv[1].replace("postgresql:", "postgresql+psycopg2:"))
    metadata = sqlalchemy.MetaData()
    metadata.reflect(engine)
    print("import sqlalchemy\nfrom sqlalchemy.dialects import postgresql\n\nmetadata = sqlalchemy.MetaData()")
    for table in metadata.sorted_tables:
        if table.name.startswith("rowan_"):
            continue
        parts = [column_words(column) for column in table.columns]
        parts += [words for words in map(constraint_words, table.constraints) if words]
        print(f"\ntable = sqlalchemy.Table(\n    {table.name!r}, metadata,\n    " + ",\n    ".join(parts) + ",\n)")
        for index in sorted(table.indexes, key=lambda each: each.name):
            print(index_words(index))


main()
