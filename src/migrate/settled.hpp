#pragma once

#include <rowan/schema/database.hpp>

namespace rowan::migrate {

/// Of a wanted schema what says the same as the live one, word for word, so that the database need not be asked what it
/// would make of it; and the rest.
///
/// Whatever differs in a word is open: the database may have other words for the same. An open table is made without
/// its keys to tables that are not open, which a key made for trying it out would lock against writers.
class settled {
public:
    settled(const schema::database& wanted, const schema::database& live);

    /// What the database has to say in its own words; empty where that is nothing.
    const schema::database& open() const noexcept { return open_; }
    /// The whole of it in the database's words: `said` is what it has made of `open`.
    schema::database with(schema::database said) const;

private:
    schema::database same_;
    schema::database open_;
    schema::database set_apart_;  ///< the open tables with nothing but the keys that they were made without
};

}  // namespace rowan::migrate
