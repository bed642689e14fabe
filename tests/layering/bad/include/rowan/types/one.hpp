#pragma once
#include <rowan/types/two.hpp>  // with two.hpp, a cycle
