#pragma once

// ROWAN_EXPORT marks what a shared build of rowan offers; everything else stays hidden (-fvisibility=hidden).
// On Windows a user of the static library defines ROWAN_STATIC; rowan's CMake target does it for them.

#if !defined(_WIN32)
#  define ROWAN_EXPORT __attribute__((visibility("default")))
#elif defined(ROWAN_STATIC)
#  define ROWAN_EXPORT
#elif defined(ROWAN_BUILDING)
#  define ROWAN_EXPORT __declspec(dllexport)
#else
#  define ROWAN_EXPORT __declspec(dllimport)
#endif
