# Fails when sources.cmake and the files on disk differ, so that no file is forgotten and no list rots.
include(${CMAKE_CURRENT_LIST_DIR}/files_on_disk.cmake)

set(on_disk ${disk_root_headers} ${disk_root_sources})
set(listed ${rowan_root_headers} ${rowan_root_sources})
foreach(room IN LISTS ROWAN_ROOMS rowan_models disk_models)
  list(APPEND on_disk ${disk_${room}_headers} ${disk_${room}_sources})
  list(APPEND listed ${rowan_${room}_headers} ${rowan_${room}_sources})
endforeach()

set(not_listed ${on_disk})
list(REMOVE_ITEM not_listed ${listed})
set(not_on_disk ${listed})
list(REMOVE_ITEM not_on_disk ${on_disk})

if(not_listed OR not_on_disk)
  set(text "")
  foreach(file IN LISTS not_listed)
    string(APPEND text "  on disk, not in the list: ${file}\n")
  endforeach()
  foreach(file IN LISTS not_on_disk)
    string(APPEND text "  in the list, not on disk: ${file}\n")
  endforeach()
  message(FATAL_ERROR "src/cmake/sources.cmake does not match the files:\n${text}"
    "Run: cmake -P src/cmake/update_sources.cmake\n")
endif()
