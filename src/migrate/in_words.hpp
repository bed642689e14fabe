#pragma once

#include <rowan/dialect/dialect.hpp>
#include <rowan/schema/database.hpp>

namespace rowan::migrate {

/// A live schema, told in the words of the wanted one: whatever `live` and `normal` say alike, `normal` being what the
/// database makes of `wanted`, becomes what `wanted` says. So `live` and the result differ from `wanted` in the same
/// things, texts and types that a backend keeps in another form among them.
schema::database in_words_of(schema::database live, const schema::database& normal, const schema::database& wanted,
                             const dialect& with);

/// The same without a database that says what it makes of `wanted`: texts are compared without blanks, casts and
/// parentheses, so that a difference may be found where there is none, or none where there is one.
schema::database in_similar_words(schema::database live, const schema::database& wanted, const dialect& with);

}  // namespace rowan::migrate
