#pragma once
#include <rowan/rowan.hpp>  // for users only
