#include <rowan/query/stream.hpp>

#include <memory>
#include <utility>

namespace rowan::detail {

row_stream::row_stream(session& in, sql::select what, std::size_t batch)
    : in_(&in), what_(std::move(what)), batch_(batch) {
    if (batch == 0) throw usage_error("a stream reads at least one row at a time: its batch is 0");
}

row_stream::row_stream(row_stream&& from) noexcept
    : in_(from.in_),
      what_(std::move(from.what_)),
      batch_(from.batch_),
      ended_(std::exchange(from.ended_, true)),
      run_(std::exchange(from.run_, nullptr)) {}

row_stream& row_stream::operator=(row_stream&& from) noexcept {
    std::swap(in_, from.in_);
    std::swap(what_, from.what_);
    std::swap(batch_, from.batch_);
    std::swap(ended_, from.ended_);
    std::swap(run_, from.run_);
    return *this;
}

row_stream::~row_stream() { end(); }

void row_stream::start() {
    const rendered text = in_->dialect().render(what_);
    auto run = std::make_unique<statement>(in_->prepare(text.sql));
    for (std::size_t i = 0; i != text.parameters.size(); ++i) text.parameters[i].write(run->parameters(), i);
    run->read_in_parts(batch_);
    run->execute();
    run_ = run.release();
}

const row_reader* row_stream::next() {
    if (ended_) return nullptr;
    try {
        if (run_ == nullptr) start();
        if (run_->next()) return &run_->row();
    } catch (...) {
        end();
        throw;
    }
    end();
    return nullptr;
}

void row_stream::end() noexcept {
    ended_ = true;
    delete std::exchange(run_, nullptr);
}

}  // namespace rowan::detail
