#pragma once

namespace rowan::schema {

/// What happens to a row whose referenced row goes (`on_delete`) or changes its key (`on_update`).
enum class referential_action { no_action, restrict, cascade, set_null, set_default };

}  // namespace rowan::schema
