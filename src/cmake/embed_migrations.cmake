# rowan_embed_migrations(target FOLDER folder NAMESPACE app)
#
# Takes a folder of SQL files (rowan/migrate/folder.hpp) into `target` when it is built:
#
#   #include <app/migrations.hpp>                    a::b is <a/b/migrations.hpp>
#   rowan::migrator(db, app::migrations()).upgrade();
#
# and app::repeatables(), app::seeds(environment). The build fails where the folder is wrong: revisions that do not fit
# together, a script that does not split, files that migrations.lock does not know.
function(rowan_embed_migrations target)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "FOLDER;NAMESPACE" "")
  if(NOT TARGET ${target} OR NOT arg_FOLDER OR NOT arg_NAMESPACE OR arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "rowan_embed_migrations(target FOLDER folder NAMESPACE app), with a target that is there already")
  endif()
  cmake_path(ABSOLUTE_PATH arg_FOLDER BASE_DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR} NORMALIZE OUTPUT_VARIABLE folder)
  if(NOT IS_DIRECTORY ${folder})
    message(FATAL_ERROR "rowan_embed_migrations: there is no folder ${folder}")
  endif()

  string(REPLACE "::" "/" path ${arg_NAMESPACE})
  set(root ${CMAKE_CURRENT_BINARY_DIR}/${target}_migrations)
  set(made ${root}/${path}/migrations.cpp ${root}/${path}/migrations.hpp)
  file(GLOB_RECURSE files CONFIGURE_DEPENDS LIST_DIRECTORIES false ${folder}/*.sql ${folder}/migrations.lock)
  add_custom_command(OUTPUT ${made}
    COMMAND rowan::embed ${folder} ${arg_NAMESPACE} ${root}/${path}
    DEPENDS rowan::embed ${files}
    COMMENT "Embedding ${arg_FOLDER} as ${arg_NAMESPACE}::migrations()"
    VERBATIM)
  target_sources(${target} PRIVATE ${made})
  target_include_directories(${target} PUBLIC $<BUILD_INTERFACE:${root}>)
  target_link_libraries(${target} PUBLIC rowan::rowan)
endfunction()
