#pragma once

#include "rows.hpp"

#include <memory>
#include <string>

/// One road to the database: by hand, through SOCI, through rowan. A call is timed as a whole, so being virtual costs nothing.
class road {
public:
    virtual ~road() = default;

    /// Statements without parameters. Not timed.
    virtual void run_script(const std::string& sql) = 0;

    virtual void insert_each(const std::vector<rows::reading>& all) = 0;
    virtual std::vector<rows::reading> read_all() = 0;
    /// Sum of the digests of the rows with these keys.
    virtual std::int64_t get_each(const std::vector<std::int64_t>& keys) = 0;
    virtual void update_each(const std::vector<rows::reading>& all) = 0;

    /// The fastest that the road has. `all` may be moved through it and comes back as it was.
    virtual void insert_bulk(std::vector<rows::reading>& all) = 0;
    /// The fastest that brings the keys back: each row gets its own.
    virtual void insert_numbered(std::vector<rows::numbered_reading>& all) = 0;

    virtual void upsert_each(const std::vector<rows::reading>& all) = 0;
    /// As `insert_bulk`: the fastest that the road has.
    virtual void upsert_bulk(std::vector<rows::reading>& all) = 0;
    virtual void update_bulk(std::vector<rows::reading>& all) = 0;
    virtual void remove_bulk(const std::vector<std::int64_t>& keys) = 0;

    /// The first rows in the order of their time and key, page after page: each begins behind the last row of the one before.
    virtual std::vector<rows::reading> walk_pages(std::size_t pages, std::size_t size) = 0;

    virtual std::vector<rows::shelf> read_shelves() = 0;
};

/// `path` may be ":memory:".
std::unique_ptr<road> sqlite_by_hand(const std::string& path);
std::unique_ptr<road> sqlite_with_soci(const std::string& path);
/// `url` as libpq takes it.
std::unique_ptr<road> postgresql_by_hand(const std::string& url);
std::unique_ptr<road> postgresql_with_soci(const std::string& url);
/// `url` as rowan::open takes it.
std::unique_ptr<road> with_rowan(const std::string& url);
