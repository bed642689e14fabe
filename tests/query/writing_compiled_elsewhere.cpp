#include "query/writing_compiled_once.hpp"

namespace archive {

std::string read_word(rowan::session& db, std::int64_t id) {
    const rowan::repository<tally> tallies(db);
    tally row = tallies.get(id);
    row.times = 1;
    row = tallies.update(row);
    return tallies.upsert(row).row.word;
}

}  // namespace archive
