# Finds SOCI and defines SOCI::Core, and SOCI::SQLite3 and SOCI::PostgreSQL as asked for by COMPONENTS.
#
# SOCI 4.1 brings a CMake package with these targets; 4.0.3, as Debian 12 and 13 have it, brings none.

find_package(SOCI ${SOCI_FIND_VERSION} QUIET CONFIG COMPONENTS ${SOCI_FIND_COMPONENTS})
if(TARGET SOCI::Core)
  return()
endif()

find_path(SOCI_INCLUDE_DIR soci/soci.h)
find_library(SOCI_Core_LIBRARY NAMES soci_core)
find_library(SOCI_SQLite3_LIBRARY NAMES soci_sqlite3)
find_library(SOCI_PostgreSQL_LIBRARY NAMES soci_postgresql)
mark_as_advanced(SOCI_INCLUDE_DIR SOCI_Core_LIBRARY SOCI_SQLite3_LIBRARY SOCI_PostgreSQL_LIBRARY)

if(SOCI_INCLUDE_DIR)
  # SOCI_VERSION is 400003 for 4.0.3
  file(STRINGS ${SOCI_INCLUDE_DIR}/soci/version.h SOCI_VERSION REGEX "#define SOCI_VERSION [0-9]+")
  string(REGEX MATCH "[0-9]+" SOCI_VERSION "${SOCI_VERSION}")
  math(EXPR SOCI_VERSION_MAJOR "${SOCI_VERSION} / 100000")
  math(EXPR SOCI_VERSION_MINOR "${SOCI_VERSION} / 100 % 1000")
  math(EXPR SOCI_VERSION_PATCH "${SOCI_VERSION} % 100")
  set(SOCI_VERSION ${SOCI_VERSION_MAJOR}.${SOCI_VERSION_MINOR}.${SOCI_VERSION_PATCH})
endif()

foreach(component Core SQLite3 PostgreSQL)
  set(SOCI_${component}_FOUND FALSE)
  if(SOCI_${component}_LIBRARY)
    set(SOCI_${component}_FOUND TRUE)
  endif()
endforeach()

include(FindPackageHandleStandardArgs)
find_package_handle_standard_args(SOCI
  REQUIRED_VARS SOCI_Core_LIBRARY SOCI_INCLUDE_DIR VERSION_VAR SOCI_VERSION HANDLE_COMPONENTS)

if(SOCI_FOUND)
  foreach(component Core SQLite3 PostgreSQL)
    if(SOCI_${component}_FOUND AND NOT TARGET SOCI::${component})
      add_library(SOCI::${component} UNKNOWN IMPORTED)
      set_target_properties(SOCI::${component} PROPERTIES
        IMPORTED_LOCATION ${SOCI_${component}_LIBRARY}
        INTERFACE_INCLUDE_DIRECTORIES ${SOCI_INCLUDE_DIR})
      if(component STREQUAL "Core")
        set_target_properties(SOCI::Core PROPERTIES INTERFACE_LINK_LIBRARIES "${CMAKE_DL_LIBS}")
      else()
        set_target_properties(SOCI::${component} PROPERTIES INTERFACE_LINK_LIBRARIES SOCI::Core)
      endif()
    endif()
  endforeach()
endif()
