#pragma once
#include <rowan/types/one.hpp>  // no room of the house
