# What rowan is built from. rowanConfig.cmake.in asks for the same where a user of the installed library needs it.
list(APPEND CMAKE_MODULE_PATH ${CMAKE_CURRENT_LIST_DIR})  # FindSOCI, FindSodium

find_package(Boost 1.81 CONFIG REQUIRED COMPONENTS headers json)
find_package(fmt REQUIRED)
find_package(Sodium REQUIRED)
find_package(SQLite3 REQUIRED)
find_package(Threads REQUIRED)
if(ROWAN_POSTGRESQL)
  find_package(PostgreSQL REQUIRED)
  find_package(SOCI 4.0.3 REQUIRED COMPONENTS SQLite3 PostgreSQL)
else()
  find_package(SOCI 4.0.3 REQUIRED COMPONENTS SQLite3)
endif()
if(ROWAN_CLI)
  find_package(CLI11 REQUIRED)
endif()
