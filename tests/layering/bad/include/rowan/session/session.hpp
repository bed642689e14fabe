#pragma once
#include <soci/soci.h>  // only through session/soci.hpp
#include <libpq-fe.h>
#include <sqlite3.h>
