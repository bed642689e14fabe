// A driver for a backend that rowan does not know, in one file: databases called drawers, `drawer:/some/file` or
// `drawer:` in memory. SQLite does the work beneath, by way of a session of its own, but nobody above is told: the
// dialect has another name, other capabilities and its own words for types, and there is no SOCI session behind it.
#include <rowan/schema/database.hpp>
#include <rowan/session/backend.hpp>
#include <rowan/session/error.hpp>
#include <rowan/session/scratch.hpp>
#include <rowan/session/session.hpp>

#include <array>
#include <filesystem>
#include <utility>

namespace {

using namespace rowan;

class drawer_dialect final : public dialect {
public:
    std::string_view name() const noexcept override { return "drawer"; }
    const capabilities& can() const noexcept override {
        static constexpr capabilities what{.max_parameters = 50, .max_identifier = 30};
        return what;
    }
    const std::string& words(const schema::sql_text& text) const noexcept override {
        for (const auto& [name, own] : text.others()) {
            if (name == "drawer") return own;
        }
        return text.for_dialect("sqlite");
    }
    const rowan::client& client() const noexcept override { return sqlite_dialect().client(); }
    statement_traits traits_of(std::string_view statement) const override {
        return sqlite_dialect().traits_of(statement);
    }
    bool needs_new_table(const schema::table_change& change) const override {
        return sqlite_dialect().needs_new_table(change);
    }
    std::string converted(const schema::alter_enum& by, const schema::column& of) const override {
        return sqlite_dialect().converted(by, of);
    }
    std::string type_name(const sql_type& type) const override {
        return type.kind == type_kind::bigint ? "int8" : sqlite_dialect().type_name(type);
    }
    bool stores_alike(const sql_type& left, const sql_type& right) const override {
        return sqlite_dialect().stores_alike(left, right);
    }
    std::string_view explain() const noexcept override { return "explain query plan "; }
    void append_parameter(std::string& to, std::size_t number) const override { to += '?' + std::to_string(number); }

protected:
    std::string_view no_limit() const noexcept override { return " limit -1"; }
    std::string column_type(const schema::column& column) const override {
        return column.identity == schema::identity_kind::none ? type_name(column.type) : "integer";
    }
    bool has_inline_key(const schema::table& table) const noexcept override {
        for (const schema::column& each : table.columns) {
            if (each.identity != schema::identity_kind::none) return true;
        }
        return false;
    }
    void append_identity(std::string& to, const schema::table&, const schema::column&) const override {
        to += " primary key autoincrement";
    }
    void append_table_options(std::string&, const schema::table&) const override {}
};

const dialect& the_dialect() {
    static const drawer_dialect only;
    return only;
}

class drawer_driver final : public driver {
public:
    drawer_driver(const std::string& file, const session_options& options)
        : beneath_(file.empty() ? "sqlite://:memory:" : "sqlite:///" + file,
                   {.busy_timeout_milliseconds = options.busy_timeout_milliseconds}),
          on_(detail::driver_of(beneath_)),
          file_(file) {}

    const rowan::dialect& dialect() const noexcept override { return the_dialect(); }
    std::unique_ptr<driver_statement> prepare(std::string_view sql) override { return on_.prepare(sql); }
    void execute_script(std::string_view sql) override { on_.execute_script(sql); }
    void apply(const schema::operation& operation, script_sink& run) override {
        dialect().needs_database(operation) ? on_.apply(operation, run) : driver::apply(operation, run);
    }
    std::unique_ptr<driver_bulk_insert> bulk_insert(const sql::table_name&, std::span<const std::string>) override {
        throw usage_error("a drawer has no COPY");
    }
    schema::database catalog(session& by, const introspect_options& options) override {
        return on_.catalog(by, options);
    }
    const scratch_means* scratch() const noexcept override {
        static constexpr scratch_means means{.url = "drawer:"};
        return &means;
    }
    database_place place() const override { return {.system = "drawer", .name = file_, .address = {}}; }
    void only_read() override { on_.only_read(); }

    bool in_transaction() const noexcept override { return on_.in_transaction(); }
    bool transaction_aborted() const noexcept override { return on_.transaction_aborted(); }
    void begin(const transaction_options& options) override { on_.begin(options); }
    isolation level() override { return on_.level(); }
    void commit() override { on_.commit(); }
    void rollback() override { on_.rollback(); }

private:
    session beneath_;
    driver& on_;
    std::string file_;
};

class drawer_address final : public database_address {
public:
    explicit drawer_address(std::string_view url) : url_(url), file_(url.substr(url.find(':') + 1)) {
        if (file_.starts_with('?')) refuse_url("a drawer has no options");
    }
    const std::string& description() const noexcept override { return url_; }
    std::unique_ptr<driver> open(const session_options& options) const override {
        return std::make_unique<drawer_driver>(file_, options);
    }
    bool has_one_writer() const noexcept override { return true; }
    bool has_one_session() const noexcept override { return file_.empty(); }
    std::optional<database_file> file() const override {
        if (file_.empty()) return std::nullopt;
        return database_file{.path = file_, .existing = url_, .read_only = url_};
    }

private:
    std::string url_;
    std::string file_;
};

class drawer final : public backend {
public:
    const rowan::dialect& dialect() const noexcept override { return the_dialect(); }
    std::span<const std::string_view> schemes() const noexcept override {
        static constexpr std::array<std::string_view, 1> own{"drawer"};
        return own;
    }
    std::string_view url_forms() const noexcept override { return "  drawer:/absolute/file, or drawer: in memory"; }
    std::string_view empty_url() const noexcept override { return "drawer:"; }
    std::string_view url_start() const noexcept override { return "drawer:/"; }
    std::unique_ptr<database_address> address(std::string_view url) const override {
        return std::make_unique<drawer_address>(url);
    }
};

const drawer entry;
const bool added = (add_backend(entry), true);

}  // namespace
