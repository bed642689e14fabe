#pragma once

/// All that helps to test a program that uses rowan.
#include <rowan/session/database_template.hpp>
#include <rowan/session/expect_statements.hpp>
#include <rowan/types/frozen.hpp>
