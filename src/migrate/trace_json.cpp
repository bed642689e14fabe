#include <rowan/migrate/trace.hpp>

#include <rowan/types/json_writer.hpp>

namespace rowan::migrate {

namespace {

void member(json_writer& to, std::string_view key, std::string_view value) {
    to.key(key);
    value.empty() ? to.null() : to.text(value);
}
void member(json_writer& to, std::string_view key, const std::vector<std::string>& values) {
    to.key(key);
    to.begin_array();
    for (const std::string& each : values) to.text(each);
    to.end_array();
}

void write(json_writer& to, const held_lock& of) {
    to.begin_object();
    member(to, "table", of.table);
    member(to, "mode", of.mode);
    member(to, "waits", of.waits);
    to.end_object();
}

void write(json_writer& to, const traced_statement& of) {
    to.begin_object();
    to.key("operation");
    to.unsigned_integer(of.operation);
    member(to, "file", of.file);
    to.key("line");
    of.line == 0 ? to.null() : to.unsigned_integer(of.line);
    member(to, "statement", of.text);
    member(to, "not_run", of.not_run);
    member(to, "error", of.error);
    member(to, "sqlstate", of.sqlstate);
    to.key("microseconds");
    to.integer(of.microseconds);
    to.key("locks");
    to.begin_array();
    for (const held_lock& each : of.locks) write(to, each);
    to.end_array();
    member(to, "rewritten", of.rewritten);
    member(to, "scanned", of.scanned);
    member(to, "made", of.made);
    to.end_object();
}

}  // namespace

std::string to_json(const trace_report& report) {
    json_writer json;
    json.begin_object();
    member(json, "locking", report.locking);
    json.key("revisions");
    json.begin_array();
    for (const traced_revision& each : report.revisions) {
        json.begin_object();
        member(json, "revision", each.id);
        member(json, "message", each.message);
        json.key("statements");
        json.begin_array();
        for (const traced_statement& one : each.statements) write(json, one);
        json.end_array();
        json.end_object();
    }
    json.end_array();
    json.key("failed");
    json.boolean(report.failed);
    json.end_object();
    return std::move(json).result();
}

}  // namespace rowan::migrate
