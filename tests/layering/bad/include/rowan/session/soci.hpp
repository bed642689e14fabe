#pragma once
#include <soci/soci.h>  // the door
