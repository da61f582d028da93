# SPDX-License-Identifier: MIT
# The rooms' objects become libecosearch, static and shared, and what an installation needs besides.

include(CMakePackageConfigHelpers)

configure_file("${PROJECT_SOURCE_DIR}/include/ecosearch/version.h.in"
               "${PROJECT_BINARY_DIR}/include/ecosearch/version.h" @ONLY)

get_property(eco_rooms GLOBAL PROPERTY ECO_ROOM_NAMES)
list(TRANSFORM eco_rooms REPLACE "(.+)" "$<TARGET_OBJECTS:eco_\\1>" OUTPUT_VARIABLE eco_objects)
get_property(eco_libraries GLOBAL PROPERTY ECO_LIBRARY_NAMES)
list(REMOVE_DUPLICATES eco_libraries)

set(eco_flags "")
foreach(library IN LISTS eco_libraries)
    get_property(flags GLOBAL PROPERTY ECO_FLAGS_${library})
    list(APPEND eco_flags ${flags})
endforeach()

function(eco_library TARGET KIND)
    add_library(${TARGET} ${KIND} ${eco_objects})
    target_include_directories(${TARGET} INTERFACE
        "$<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/include>"
        "$<BUILD_INTERFACE:${PROJECT_BINARY_DIR}/include>"
        "$<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>")
    set_target_properties(${TARGET} PROPERTIES OUTPUT_NAME ecosearch LINKER_LANGUAGE C)
    foreach(library IN LISTS eco_libraries)
        target_link_libraries(${TARGET} PRIVATE "$<BUILD_INTERFACE:Eco::${library}>")
    endforeach()
endfunction()

eco_library(libecosearch SHARED)
# While the version is 0.x every minor release may break the ABI; the soname counts those breaks.
set_target_properties(libecosearch PROPERTIES
    EXPORT_NAME ecosearch VERSION ${PROJECT_VERSION} SOVERSION 0
    LINK_DEPENDS "${PROJECT_SOURCE_DIR}/cmake/libecosearch.map")
# Hidden visibility does not reach templates instantiated from the C++ library, the version script does.
target_link_options(libecosearch PRIVATE
    "LINKER:--version-script=${PROJECT_SOURCE_DIR}/cmake/libecosearch.map")

eco_library(libecosearch_static STATIC)
set_target_properties(libecosearch_static PROPERTIES EXPORT_NAME ecosearch_static)
foreach(flag IN LISTS eco_flags)
    target_link_libraries(libecosearch_static PRIVATE "$<INSTALL_INTERFACE:${flag}>")
endforeach()

set(eco_package_dir "${CMAKE_INSTALL_LIBDIR}/cmake/ecosearch")
set(eco_pkgconfig_dir "${CMAKE_INSTALL_LIBDIR}/pkgconfig")

install(TARGETS libecosearch libecosearch_static EXPORT ecosearchTargets
    LIBRARY DESTINATION "${CMAKE_INSTALL_LIBDIR}"
    ARCHIVE DESTINATION "${CMAKE_INSTALL_LIBDIR}")
install(DIRECTORY "${PROJECT_SOURCE_DIR}/include/ecosearch" "${PROJECT_BINARY_DIR}/include/ecosearch"
    DESTINATION "${CMAKE_INSTALL_INCLUDEDIR}" FILES_MATCHING PATTERN "*.h")
install(EXPORT ecosearchTargets NAMESPACE ecosearch:: DESTINATION "${eco_package_dir}")

configure_package_config_file("${PROJECT_SOURCE_DIR}/cmake/ecosearchConfig.cmake.in"
    "${PROJECT_BINARY_DIR}/ecosearchConfig.cmake" INSTALL_DESTINATION "${eco_package_dir}")
write_basic_package_version_file("${PROJECT_BINARY_DIR}/ecosearchConfigVersion.cmake"
    COMPATIBILITY SameMinorVersion)
install(FILES
    "${PROJECT_BINARY_DIR}/ecosearchConfig.cmake" "${PROJECT_BINARY_DIR}/ecosearchConfigVersion.cmake"
    DESTINATION "${eco_package_dir}")

# Paths relative to the .pc file keep it true under any --prefix and after a move.
file(RELATIVE_PATH eco_prefix_from_pc "/${eco_pkgconfig_dir}" "/")
string(REGEX REPLACE "/$" "" eco_prefix_from_pc "${eco_prefix_from_pc}")
list(JOIN eco_flags " " eco_private_libs)
configure_file("${PROJECT_SOURCE_DIR}/cmake/ecosearch.pc.in" "${PROJECT_BINARY_DIR}/ecosearch.pc" @ONLY)
install(FILES "${PROJECT_BINARY_DIR}/ecosearch.pc" DESTINATION "${eco_pkgconfig_dir}")
