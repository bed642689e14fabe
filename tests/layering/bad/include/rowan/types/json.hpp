#pragma once
#include <boost/json.hpp>  // not in a public header
