#pragma once
#include <rowan/meta/up.hpp>  // below all rooms
