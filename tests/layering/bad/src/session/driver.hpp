#pragma once
#include <soci/soci.h>
