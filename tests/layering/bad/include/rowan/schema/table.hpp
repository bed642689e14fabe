#pragma once
#include <string>
#include <rowan/types/one.hpp>
