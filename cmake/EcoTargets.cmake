# SPDX-License-Identifier: MIT
# The words in which the folders describe themselves:
#
#   eco_room(NAME SOURCES a.c ... [LIBRARIES stemmer zlib simdjson threads math])
#   eco_program(NAME SOURCES a.c ... [LIBRARIES ...] [INTERNAL] [INSTALL])
#   eco_test(NAME SOURCES test_a.c ... [ROOMS base stem ...] [LIBRARIES ...] [LABELS threads ...] [TIMEOUT s])
#   eco_shell_test(NAME SCRIPT a.sh [ARGUMENTS ...] [LABELS ...] [TIMEOUT s])
#   eco_fuzzer(NAME SOURCE CORPUS_DIR)

# During bring-up a folder counts only once its CMakeLists.txt exists.
function(eco_add_folder FOLDER)
    if(EXISTS "${PROJECT_SOURCE_DIR}/${FOLDER}/CMakeLists.txt")
        add_subdirectory(${FOLDER})
    endif()
endfunction()

function(eco_include_paths TARGET)
    target_include_directories(${TARGET} PUBLIC
        "${PROJECT_SOURCE_DIR}" "${PROJECT_SOURCE_DIR}/include" "${PROJECT_BINARY_DIR}/include")
endfunction()

function(eco_link TARGET SCOPE)
    foreach(library IN LISTS ARGN)
        target_link_libraries(${TARGET} ${SCOPE} Eco::${library})
    endforeach()
endfunction()

function(eco_room NAME)
    cmake_parse_arguments(PARSE_ARGV 1 ROOM "" "" "SOURCES;LIBRARIES")
    add_library(eco_${NAME} OBJECT ${ROOM_SOURCES})
    eco_include_paths(eco_${NAME})
    eco_link(eco_${NAME} PUBLIC ${ROOM_LIBRARIES})
    set_property(GLOBAL APPEND PROPERTY ECO_ROOM_NAMES ${NAME})
    set_property(GLOBAL APPEND PROPERTY ECO_LIBRARY_NAMES ${ROOM_LIBRARIES})
endfunction()

# Links the objects themselves, so that functions which the libraries hide can be reached.
function(eco_link_rooms TARGET)
    get_property(rooms GLOBAL PROPERTY ECO_ROOM_NAMES)
    foreach(room IN LISTS ARGN)
        if(room IN_LIST rooms)
            target_link_libraries(${TARGET} PRIVATE eco_${room})
        endif()
    endforeach()
    eco_include_paths(${TARGET})
    set_target_properties(${TARGET} PROPERTIES LINKER_LANGUAGE C)
endfunction()

# A client of the face. INTERNAL is for programs that measure kernels and so need the objects.
function(eco_program NAME)
    cmake_parse_arguments(PARSE_ARGV 1 PROGRAM "INTERNAL;INSTALL" "" "SOURCES;LIBRARIES")
    add_executable(${NAME} ${PROGRAM_SOURCES})
    if(PROGRAM_INTERNAL)
        eco_link_rooms(${NAME} ${ECO_ROOMS})
    else()
        eco_include_paths(${NAME})
        target_link_libraries(${NAME} PRIVATE libecosearch_static)
        set_target_properties(${NAME} PROPERTIES LINKER_LANGUAGE C)
    endif()
    eco_link(${NAME} PRIVATE ${PROGRAM_LIBRARIES})
    if(PROGRAM_INSTALL)
        install(TARGETS ${NAME} RUNTIME DESTINATION "${CMAKE_INSTALL_BINDIR}")
    endif()
endfunction()

# The folder under tests/ that is being read: the label of its tests.
function(eco_test_room OUT)
    cmake_path(GET CMAKE_CURRENT_SOURCE_DIR FILENAME room)
    set(${OUT} ${room} PARENT_SCOPE)
endfunction()

# A room and all before it, so that a test of a low room neither waits for a high one nor leans on it. The
# tests of a folder that is no room get everything.
function(eco_rooms_up_to ROOM OUT)
    list(FIND ECO_ROOMS ${ROOM} last)
    if(last EQUAL -1)
        set(${OUT} ${ECO_ROOMS} PARENT_SCOPE)
    else()
        math(EXPR count "${last} + 1")
        list(SUBLIST ECO_ROOMS 0 ${count} rooms)
        set(${OUT} ${rooms} PARENT_SCOPE)
    endif()
endfunction()

function(eco_register_test ROOM NAME TIMEOUT LABELS)
    if(NOT TIMEOUT)
        set(TIMEOUT 120)
    endif()
    set(scratch "${PROJECT_BINARY_DIR}/scratch/${ROOM}.${NAME}")
    file(MAKE_DIRECTORY "${scratch}")
    add_test(NAME ${ROOM}.${NAME} COMMAND ${ARGN} WORKING_DIRECTORY "${scratch}")
    set_tests_properties(${ROOM}.${NAME} PROPERTIES
        LABELS "${ROOM};${LABELS}"
        TIMEOUT ${TIMEOUT}
        ENVIRONMENT "ECO_BIN=${PROJECT_BINARY_DIR}/bin;ECO_SOURCE_DIR=${PROJECT_SOURCE_DIR};LC_ALL=C.UTF-8")
endfunction()

# Test programs find data by ECO_TEST_DIR (their own folder under tests/) and ECO_SOURCE_DIR, and run in a
# scratch folder of their own.
function(eco_test NAME)
    cmake_parse_arguments(PARSE_ARGV 1 TEST "" "TIMEOUT" "SOURCES;ROOMS;LIBRARIES;LABELS")
    eco_test_room(room)
    if(NOT TEST_ROOMS)
        eco_rooms_up_to(${room} TEST_ROOMS)
    endif()
    set(target test_${room}_${NAME})
    add_executable(${target} ${TEST_SOURCES})
    eco_link_rooms(${target} ${TEST_ROOMS})
    eco_link(${target} PRIVATE cmocka ${TEST_LIBRARIES})
    target_compile_definitions(${target} PRIVATE
        ECO_TEST_DIR="${CMAKE_CURRENT_SOURCE_DIR}" ECO_SOURCE_DIR="${PROJECT_SOURCE_DIR}")
    set_target_properties(${target} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/tests")
    eco_register_test(${room} ${NAME} "${TEST_TIMEOUT}" "${TEST_LABELS}" ${target})
endfunction()

# Scripts find the programs by $ECO_BIN and the tree by $ECO_SOURCE_DIR, and run in a scratch folder of their
# own.
function(eco_shell_test NAME)
    cmake_parse_arguments(PARSE_ARGV 1 TEST "" "SCRIPT;TIMEOUT" "ARGUMENTS;LABELS")
    eco_test_room(room)
    eco_register_test(${room} ${NAME} "${TEST_TIMEOUT}" "${TEST_LABELS}"
        sh "${CMAKE_CURRENT_SOURCE_DIR}/${TEST_SCRIPT}" ${TEST_ARGUMENTS})
endfunction()

# SOURCE defines LLVMFuzzerTestOneInput. The kept corpus is replayed by ctest in every preset; only the preset
# 'fuzz' links the engine that invents new inputs.
function(eco_fuzzer NAME SOURCE CORPUS_DIR)
    set(target fuzz_${NAME})
    add_executable(${target} ${SOURCE})
    eco_link_rooms(${target} ${ECO_ROOMS})
    set_target_properties(${target} PROPERTIES RUNTIME_OUTPUT_DIRECTORY "${PROJECT_BINARY_DIR}/fuzz")
    cmake_path(ABSOLUTE_PATH CORPUS_DIR NORMALIZE OUTPUT_VARIABLE corpus)
    if(ECO_FUZZ)
        target_link_options(${target} PRIVATE -fsanitize=fuzzer)
        eco_register_test(fuzz ${NAME} "" "" ${target} -runs=0 "${corpus}")
    else()
        target_sources(${target} PRIVATE "${PROJECT_SOURCE_DIR}/tests/fuzz/replay.c")
        eco_register_test(fuzz ${NAME} "" "" ${target} "${corpus}")
    endif()
endfunction()
