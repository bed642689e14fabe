#include "music_shop/migrations.hpp"

namespace music_shop {

namespace {

using rowan::on_delete;
using rowan::migrate::operations;
using rowan::migrate::revision;

void create_catalogue(operations& op) {
    op.create_enum("audio_format", {"mp3", "flac", "ogg", "wav"});
    op.create_table("artists", [](auto& t) {
        t.identity("id").primary_key();
        t.text("name").unique();
        t.text("country").nullable();
    });
    op.create_table("albums", [](auto& t) {
        t.identity("id").primary_key();
        t.bigint("artist_id").references("artists", "id").index();
        t.text("title");
        t.date("released_on");
    });
    op.create_table("genres", [](auto& t) {
        t.identity("id").primary_key();
        t.text("name").unique();
    });
    op.create_table("tracks", [](auto& t) {
        t.identity("id").primary_key();
        t.bigint("album_id").nullable().references("albums", "id").index();
        t.bigint("genre_id").references("genres", "id").index();
        t.text("title");
        t.text("composer").nullable();
        t.enumeration("format", "audio_format");
        t.integer("milliseconds");
        t.numeric("unit_price", 10, 2);
        t.index({"title", "id"});
    });
}

void create_playlists(operations& op) {
    op.create_table("playlists", [](auto& t) {
        t.uuid("id").primary_key();
        t.text("name").unique();
    });
    op.create_table("playlist_tracks", [](auto& t) {
        t.uuid("playlist_id").references("playlists", "id", on_delete::cascade);
        t.integer("position");
        t.bigint("track_id").references("tracks", "id").index();
        t.primary_key({"playlist_id", "position"});
    });
}

void create_people(operations& op) {
    op.create_table("employees", [](auto& t) {
        t.identity("id").primary_key();
        t.text("name");
        t.text("title");
        t.bigint("reports_to").nullable().references("employees", "id");
        t.date("hired_on");
    });
    op.create_table("customers", [](auto& t) {
        t.identity("id").primary_key();
        t.text("name");
        t.text("company").nullable();
        t.text("city");
        t.text("country");
        t.text("email").unique();
        t.bigint("support_rep_id").references("employees", "id").index();
    });
}

void create_invoices(operations& op) {
    op.create_table("invoices", [](auto& t) {
        t.uuid("id").primary_key();
        t.integer("number").unique();
        t.bigint("customer_id").references("customers", "id").index();
        t.timestamp("issued_at");
        t.numeric("total", 10, 2);
    });
    op.create_table("invoice_lines", [](auto& t) {
        t.identity("id").primary_key();
        t.uuid("invoice_id").references("invoices", "id", on_delete::cascade).index();
        t.bigint("track_id").references("tracks", "id").index();
        t.numeric("unit_price", 10, 2);
        t.integer("quantity");
    });
}

}  // namespace

std::vector<revision> migrations() {
    return {
        revision("001", "The catalogue and playlists").change([](operations& op) {
            create_catalogue(op);
            create_playlists(op);
        }),
        revision("002", "Employees, customers and what they buy").after("001").change([](operations& op) {
            create_people(op);
            create_invoices(op);
        }),
    };
}

}  // namespace music_shop
