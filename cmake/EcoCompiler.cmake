# SPDX-License-Identifier: MIT
# Language level, warnings and sanitizers: the same for every target of the tree.

set(CMAKE_C_STANDARD 17)
set(CMAKE_C_STANDARD_REQUIRED ON)
set(CMAKE_C_EXTENSIONS OFF)
set(CMAKE_CXX_STANDARD 17)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)

# Every object may end up in the shared library, and nothing leaves it that is not marked ECO_API.
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_C_VISIBILITY_PRESET hidden)
set(CMAKE_CXX_VISIBILITY_PRESET hidden)
set(CMAKE_VISIBILITY_INLINES_HIDDEN ON)

set(CMAKE_ARCHIVE_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/lib")
set(CMAKE_LIBRARY_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/lib")
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/bin")
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

if(NOT CMAKE_BUILD_TYPE)
    set(CMAKE_BUILD_TYPE RelWithDebInfo CACHE STRING "Kind of build" FORCE)
endif()
# -Og keeps the heavy property tests within their time limit and is as easy to step through.
set(CMAKE_C_FLAGS_DEBUG "-Og -g")
set(CMAKE_CXX_FLAGS_DEBUG "-Og -g")

# -std=c17 alone would hide POSIX and the Linux calls that durable writes need.
add_compile_definitions($<$<COMPILE_LANGUAGE:C>:_GNU_SOURCE> _FILE_OFFSET_BITS=64)

# -Wconversion is left out: in bit-packing code it reports hundreds of intended narrowings and hides the real
# ones.
add_compile_options(
    -Wall -Wextra -Wpedantic -Wshadow -Wvla -Wundef
    $<$<COMPILE_LANGUAGE:C>:-Wstrict-prototypes>
    $<$<COMPILE_LANGUAGE:C>:-Wmissing-prototypes>)
if(ECO_WERROR)
    add_compile_options(-Werror)
endif()

if(ECO_SANITIZE)
    add_compile_options(-fsanitize=${ECO_SANITIZE} -fno-sanitize-recover=all -fno-omit-frame-pointer)
    add_link_options(-fsanitize=${ECO_SANITIZE})
endif()
if(ECO_FUZZ)
    if(NOT CMAKE_C_COMPILER_ID MATCHES "Clang")
        message(FATAL_ERROR "ECO_FUZZ needs clang. On Debian: apt-get install clang; "
                            "then use the preset 'fuzz'.")
    endif()
    add_compile_options(-fsanitize=fuzzer-no-link)
    add_link_options(-fsanitize=fuzzer-no-link)
endif()

# A program that never reads JSON must not load the JSON parser and the C++ runtime: that is most of its
# start-up time.
add_link_options(LINKER:--as-needed)
