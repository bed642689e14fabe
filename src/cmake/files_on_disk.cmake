# What lies on disk, in the same variables as sources.cmake has them but with the prefix `disk_`.
# Shared by update_sources.cmake, which writes the lists, and check_sources.cmake, which compares them.

set(rowan_source_root ${CMAKE_CURRENT_LIST_DIR}/../..)
cmake_path(NORMAL_PATH rowan_source_root)

# In a build, CONFIGURE_DEPENDS has Ninja look again each time; a script may not ask for it.
set(rowan_glob_flags LIST_DIRECTORIES false RELATIVE ${rowan_source_root})
if(NOT CMAKE_SCRIPT_MODE_FILE)
  list(APPEND rowan_glob_flags CONFIGURE_DEPENDS)
endif()

file(GLOB disk_root_headers ${rowan_glob_flags} ${rowan_source_root}/include/rowan/*.hpp)
file(GLOB disk_root_sources ${rowan_glob_flags} ${rowan_source_root}/src/*.cpp)
foreach(room IN LISTS rowan_all_rooms)
  file(GLOB_RECURSE disk_${room}_headers ${rowan_glob_flags} ${rowan_source_root}/include/rowan/${room}/*.hpp)
  file(GLOB_RECURSE disk_${room}_sources ${rowan_glob_flags} ${rowan_source_root}/src/${room}/*.cpp)
endforeach()
list(REMOVE_ITEM disk_cli_sources src/cli/main.cpp src/cli/embed_main.cpp)  # the programs, not the library

set(disk_models "")
file(GLOB rowan_model_folders LIST_DIRECTORIES true RELATIVE ${rowan_source_root}/src/models ${rowan_source_root}/src/models/*)
foreach(model IN LISTS rowan_model_folders)
  file(GLOB_RECURSE disk_${model}_sources ${rowan_glob_flags} ${rowan_source_root}/src/models/${model}/*.cpp)
  file(GLOB_RECURSE disk_${model}_headers ${rowan_glob_flags}
    ${rowan_source_root}/include/rowan/models/${model}.hpp ${rowan_source_root}/include/rowan/models/${model}/*.hpp)
  if(disk_${model}_sources)
    list(APPEND disk_models ${model})
  endif()
endforeach()
