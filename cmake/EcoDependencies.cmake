# SPDX-License-Identifier: MIT
# Third-party libraries. Each becomes a target Eco::NAME, and the property ECO_FLAGS_NAME holds what a program
# that links the installed static library must add.

function(eco_find NAME PACKAGE HEADER LIBRARY)
    find_path(ECO_${NAME}_INCLUDE_DIR ${HEADER} PATH_SUFFIXES ${ARGN})
    find_library(ECO_${NAME}_LIBRARY ${LIBRARY})
    if(NOT ECO_${NAME}_INCLUDE_DIR OR NOT ECO_${NAME}_LIBRARY)
        message(FATAL_ERROR "ecosearch needs ${NAME} (<${HEADER}> and lib${LIBRARY}). "
                            "On Debian: apt-get install ${PACKAGE}")
    endif()
    mark_as_advanced(ECO_${NAME}_INCLUDE_DIR ECO_${NAME}_LIBRARY)
    add_library(Eco::${NAME} UNKNOWN IMPORTED)
    set_target_properties(Eco::${NAME} PROPERTIES
        IMPORTED_LOCATION "${ECO_${NAME}_LIBRARY}"
        INTERFACE_INCLUDE_DIRECTORIES "${ECO_${NAME}_INCLUDE_DIR}")
    set_property(GLOBAL PROPERTY ECO_FLAGS_${NAME} -l${LIBRARY})
endfunction()

eco_find(stemmer libstemmer-dev libstemmer.h stemmer)
eco_find(zlib zlib1g-dev zlib.h z)
eco_find(simdjson libsimdjson-dev simdjson.h simdjson)
eco_find(libxml2 libxml2-dev libxml/HTMLparser.h xml2 libxml2)
eco_find(md4c libmd4c-dev md4c.h md4c)
if(ECO_TESTS)
    eco_find(cmocka libcmocka-dev cmocka.h cmocka)
endif()

# Everything is linked by the C driver, so the one library written in C++ brings its runtime along.
target_link_libraries(Eco::simdjson INTERFACE stdc++)
set_property(GLOBAL APPEND PROPERTY ECO_FLAGS_simdjson -lstdc++)

find_package(Threads REQUIRED)
add_library(Eco::threads ALIAS Threads::Threads)
set_property(GLOBAL PROPERTY ECO_FLAGS_threads -pthread)

add_library(eco_math INTERFACE)
target_link_libraries(eco_math INTERFACE m)
add_library(Eco::math ALIAS eco_math)
set_property(GLOBAL PROPERTY ECO_FLAGS_math -lm)
