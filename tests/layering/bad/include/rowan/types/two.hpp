#pragma once
#  include "one.hpp"
