# Headers, library, program, and what find_package(rowan) and pkg-config need.
include(GNUInstallDirs)
include(CMakePackageConfigHelpers)

set(package_dir ${CMAKE_INSTALL_LIBDIR}/cmake/rowan)

install(TARGETS rowan EXPORT rowanTargets FILE_SET HEADERS)
foreach(program rowan_program rowan_embed)
  if(TARGET ${program})
    # finds a shared librowan wherever the two are moved together
    set_target_properties(${program} PROPERTIES INSTALL_RPATH $ORIGIN/../${CMAKE_INSTALL_LIBDIR})
  endif()
endforeach()
if(TARGET rowan_program)
  install(TARGETS rowan_program)
endif()
if(TARGET rowan_embed)
  install(TARGETS rowan_embed EXPORT rowanTargets)
endif()
install(EXPORT rowanTargets NAMESPACE rowan:: DESTINATION ${package_dir})

# A static rowan needs its private libraries when the program is linked, a shared one brings them along.
get_target_property(type rowan TYPE)
if(type STREQUAL "STATIC_LIBRARY")
  set(ROWAN_IS_STATIC ON)
else()
  set(ROWAN_IS_STATIC OFF)
endif()

configure_package_config_file(src/cmake/rowanConfig.cmake.in rowanConfig.cmake
  INSTALL_DESTINATION ${package_dir} NO_SET_AND_CHECK_MACRO)
# While 0.x, a minor version may break: SameMinorVersion. From 1.0 on: SameMajorVersion.
write_basic_package_version_file(rowanConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES
  ${PROJECT_BINARY_DIR}/rowanConfig.cmake
  ${PROJECT_BINARY_DIR}/rowanConfigVersion.cmake
  src/cmake/FindSOCI.cmake
  src/cmake/FindSodium.cmake
  src/cmake/embed_migrations.cmake
  DESTINATION ${package_dir})

# pkg-config: found from where rowan.pc lies, so the installed folder can be moved.
cmake_path(RELATIVE_PATH CMAKE_INSTALL_FULL_LIBDIR BASE_DIRECTORY ${CMAKE_INSTALL_PREFIX} OUTPUT_VARIABLE libdir)
cmake_path(RELATIVE_PATH CMAKE_INSTALL_FULL_INCLUDEDIR BASE_DIRECTORY ${CMAKE_INSTALL_PREFIX} OUTPUT_VARIABLE includedir)
cmake_path(RELATIVE_PATH CMAKE_INSTALL_PREFIX BASE_DIRECTORY ${CMAKE_INSTALL_FULL_LIBDIR}/pkgconfig OUTPUT_VARIABLE up)
set(libs_private -lsoci_sqlite3)
if(ROWAN_POSTGRESQL)
  list(APPEND libs_private -lsoci_postgresql)
endif()
list(APPEND libs_private -lsoci_core -lsqlite3)
if(ROWAN_POSTGRESQL)
  list(APPEND libs_private -lpq)
endif()
list(APPEND libs_private -lboost_json -lfmt -lsodium -pthread)
list(JOIN libs_private " " libs_private)
configure_file(src/cmake/rowan.pc.in rowan.pc @ONLY)
install(FILES ${PROJECT_BINARY_DIR}/rowan.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)

install(FILES LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR})
