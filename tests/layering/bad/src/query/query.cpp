#include "session/driver.hpp"
#include <soci/soci.h>  // not in query
#include <rowan/query/missing.hpp>
#include "../session/driver.hpp"
