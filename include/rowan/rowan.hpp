#pragma once

/// Everything that a program usually needs. The library's own headers are smaller and can be included one by one.

#include <rowan/migrate/migrator.hpp>
#include <rowan/query/aggregate.hpp>
#include <rowan/query/common_table.hpp>
#include <rowan/query/conditional.hpp>
#include <rowan/query/function.hpp>
#include <rowan/query/raw.hpp>
#include <rowan/query/repository.hpp>
#include <rowan/session/conversation.hpp>
#include <rowan/session/pool.hpp>
#include <rowan/session/session.hpp>
#include <rowan/session/transaction.hpp>
#include <rowan/session/verify.hpp>
#include <rowan/types/json.hpp>
#include <rowan/version.hpp>
