#pragma once

#include <rowan/schema/database.hpp>

#include <string>

#include <rowan/export.hpp>

/// Data dictionaries: a database on paper, each table with its columns, keys, the tables that it refers to and those
/// that refer to it, indexes and checks, then views, enums and domains. The same database gives the same text.
namespace rowan::schema {

ROWAN_EXPORT std::string markdown(const database& of, const std::string& title = "Data dictionary");
/// A page of HTML 5 that needs nothing else.
ROWAN_EXPORT std::string html(const database& of, const std::string& title = "Data dictionary");

}  // namespace rowan::schema
