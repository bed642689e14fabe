#pragma once
#include <rowan/schema/table.hpp>  // a room may not look down
