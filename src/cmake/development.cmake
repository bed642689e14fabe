# What concerns the people who build rowan itself and must not reach those who use it.

if(PROJECT_IS_TOP_LEVEL AND NOT DEFINED CMAKE_CXX_COMPILER_LAUNCHER)
  find_program(ROWAN_CCACHE ccache)
  mark_as_advanced(ROWAN_CCACHE)
  if(ROWAN_CCACHE)
    set(CMAKE_CXX_COMPILER_LAUNCHER ${ROWAN_CCACHE})
  endif()
endif()

# Linked as $<BUILD_INTERFACE:rowan_warnings>, privately: neither exported nor passed on.
add_library(rowan_warnings INTERFACE)
if(ROWAN_WARNINGS AND NOT MSVC)
  target_compile_options(rowan_warnings INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wold-style-cast -Wnon-virtual-dtor -Woverloaded-virtual
    # {.name = "rowan"} leaves the other members at their defaults: that is how entities are meant to be written
    -Wno-missing-field-initializers
    $<$<BOOL:${ROWAN_WERROR}>:-Werror>)
endif()

if(ROWAN_SANITIZE)
  # For the whole folder: a sanitized library needs its programs linked with the sanitizer as well.
  # SOCI 4.0.3 hides the type information that the vptr check asks for: it would not link.
  add_compile_options(-fsanitize=${ROWAN_SANITIZE} -fno-sanitize=vptr -fno-sanitize-recover=all -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${ROWAN_SANITIZE})
endif()

if(ROWAN_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)  # libFuzzer steers by what is reached
endif()
