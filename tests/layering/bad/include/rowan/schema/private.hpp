#pragma once
#include "../../../src/session/driver.hpp"  // private, and further down
