#include <rowan/migrate/revision.hpp>

#include "migrate/named_types.hpp"

namespace rowan::migrate {

revision::revision(std::string id, std::string message) : id_(std::move(id)), message_(std::move(message)) {}

revision::revision(const revision&) = default;
revision::revision(revision&&) noexcept = default;
revision& revision::operator=(const revision&) = default;
revision& revision::operator=(revision&&) noexcept = default;
revision::~revision() = default;

bool operator==(const revision& left, const revision& right) {
    return left.id_ == right.id_ && left.message_ == right.message_ && left.parents_ == right.parents_ &&
           left.labels_ == right.labels_ && left.dependencies_ == right.dependencies_ && left.up_ == right.up_ &&
           left.down_ == right.down_ && left.has_down_ == right.has_down_ &&
           left.irreversible_ == right.irreversible_ &&
           left.up_has_transaction_ == right.up_has_transaction_ &&
           left.down_has_transaction_ == right.down_has_transaction_ && left.checksum_ == right.checksum_ &&
           left.ignored_ == right.ignored_ && left.faults_ == right.faults_;
}

revision& revision::after(std::string parent) {
    parents_.push_back(std::move(parent));
    return *this;
}

revision& revision::label(std::string name) {
    labels_.push_back(std::move(name));
    return *this;
}

revision& revision::depends_on(std::string other) {
    dependencies_.push_back(std::move(other));
    return *this;
}

revision& revision::irreversible(std::string reason) {
    irreversible_ = std::move(reason);
    return *this;
}

revision& revision::without_transaction(direction way) {
    (way == direction::upgrade ? up_has_transaction_ : down_has_transaction_) = false;
    return *this;
}

revision& revision::ignore(std::string code, std::string reason) {
    ignored_.emplace_back(std::move(code), std::move(reason));
    return *this;
}

revision& revision::checksum(std::string of_its_files) {
    checksum_ = std::move(of_its_files);
    return *this;
}

revision& revision::set_up(operations described) {
    keep(described, up_);
    return *this;
}

revision& revision::set_down(operations described) {
    keep(described, down_);
    has_down_ = true;
    return *this;
}

revision& revision::set_change(operations described) {
    keep(described, up_);
    down_.clear();
    for (auto each = up_.rbegin(); each != up_.rend(); ++each) {
        if (auto reversed = schema::reverse(*each)) {
            down_.push_back(std::move(*reversed));
        } else {
            faults_.push_back(
                "cannot undo \"" + schema::describe(*each) +
                "\" by itself: give op.sql(…) its reverse, write .up(…) and .down(…), or say .irreversible(\"why\")");
        }
    }
    has_down_ = true;
    return *this;
}

void revision::keep(operations& described, std::vector<schema::operation>& as) {
    as = described.list();
    named_types().complete(as);  // what is still open, an earlier revision may know
    faults_.insert(faults_.end(), described.faults().begin(), described.faults().end());
}

}  // namespace rowan::migrate
