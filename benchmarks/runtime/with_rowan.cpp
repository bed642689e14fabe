#include "road.hpp"

#include <rowan/query/repository.hpp>
#include <rowan/session/session.hpp>
#include <rowan/session/transaction.hpp>

#include <algorithm>
#include <iterator>
#include <optional>
#include <stdexcept>
#include <utility>

namespace {

using namespace rows;

class with_rowan_road final : public road {
public:
    explicit with_rowan_road(const std::string& url) : db_(rowan::open(url)) {}

    void run_script(const std::string& sql) override { db_.execute_script(sql); }

    void insert_each(const std::vector<reading>& all) override {
        const rowan::repository<reading> readings(db_);
        rowan::transaction work(db_);
        for (const reading& row : all) readings.insert(row);
        work.commit();
    }

    std::vector<reading> read_all() override { return rowan::repository<reading>(db_).all(); }

    std::int64_t get_each(const std::vector<std::int64_t>& keys) override {
        const rowan::repository<reading> readings(db_);
        std::int64_t sum = 0;
        for (const std::int64_t key : keys) sum += digest(readings.get(key));
        return sum;
    }

    void update_each(const std::vector<reading>& all) override {
        const rowan::repository<reading> readings(db_);
        rowan::transaction work(db_);
        for (const reading& row : all) readings.update(row);
        work.commit();
    }

    void insert_bulk(std::vector<reading>& all) override {
        all = rowan::repository<reading>(db_).insert_all(std::move(all));
    }

    void insert_numbered(std::vector<numbered_reading>& all) override {
        all = rowan::repository<numbered_reading>(db_).insert_all(std::move(all));
    }

    void upsert_each(const std::vector<reading>& all) override {
        const rowan::repository<reading> readings(db_);
        rowan::transaction work(db_);
        for (const reading& row : all) readings.upsert(row);
        work.commit();
    }

    void upsert_bulk(std::vector<reading>& all) override {
        auto stored = rowan::repository<reading>(db_).upsert_all(std::move(all));
        all.clear();
        for (auto& one : stored) all.push_back(std::move(one.row));
    }

    void update_bulk(std::vector<reading>& all) override { all = rowan::repository<reading>(db_).update_all(std::move(all)); }

    void remove_bulk(const std::vector<std::int64_t>& keys) override {
        if (rowan::repository<reading>(db_).remove_all(keys) != keys.size()) throw std::runtime_error("no such row");
    }

    std::vector<reading> walk_pages(std::size_t pages, std::size_t size) override {
        const auto by_time = rowan::repository<reading>(db_).order_by(rowan::field<&reading::recorded_at>);
        std::vector<reading> result;
        std::optional<std::string> after;
        for (; pages != 0; --pages) {
            auto page = by_time.keyset_page(cursors_, {.size = size, .after = after});
            std::move(page.rows.begin(), page.rows.end(), std::back_inserter(result));
            after = std::move(page.next);
        }
        return result;
    }

    std::vector<shelf> read_shelves() override { return rowan::repository<author>(db_).all<shelf>(); }

private:
    rowan::session db_;
    rowan::cursor_key cursors_ = rowan::cursor_key::generate();
};

}  // namespace

std::unique_ptr<road> with_rowan(const std::string& url) {
    return std::make_unique<with_rowan_road>(url);
}
