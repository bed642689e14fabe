#pragma once
#include <rowan/models/a/a.hpp>  // another model
