# One folder, one static library: chophien::NAME from every .cpp beside the calling CMakeLists.txt (and one level below),
# with its schema/*.sql and data/* compiled in as embedded files (core/embedded.hpp).

add_library(chophien_warnings INTERFACE)
target_compile_options(chophien_warnings INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wold-style-cast -Wnon-virtual-dtor
    -Woverloaded-virtual -Wformat=2 -Wimplicit-fallthrough -Wduplicated-cond -Wlogical-op
    -Wno-null-dereference -Wno-maybe-uninitialized -Wno-restrict -Wno-stringop-overflow -Wno-array-bounds  # g++ 12 reports these falsely at -O2
    $<$<BOOL:${CHOPHIEN_WERROR}>:-Werror>)
add_library(chophien_options INTERFACE)
target_compile_features(chophien_options INTERFACE cxx_std_20)
target_compile_options(chophien_options INTERFACE -fno-omit-frame-pointer)
target_include_directories(chophien_options INTERFACE ${CMAKE_SOURCE_DIR})
if(CHOPHIEN_SANITIZE)
    target_compile_options(chophien_options INTERFACE -fsanitize=${CHOPHIEN_SANITIZE} -fno-sanitize-recover=all -g1)
    target_link_options(chophien_options INTERFACE -fsanitize=${CHOPHIEN_SANITIZE})
    if(CHOPHIEN_SANITIZE STREQUAL "thread")
        # Asio's fences, which ThreadSanitizer does not see; what they order it sees by Asio's mutexes.
        target_compile_options(chophien_options INTERFACE -Wno-tsan)
    endif()
endif()

function(chophien_module name)
    cmake_parse_arguments(ARG "" "" "USES" ${ARGN})
    file(GLOB sources CONFIGURE_DEPENDS *.cpp */*.cpp)
    list(FILTER sources EXCLUDE REGEX "/main\\.cpp$")
    file(GLOB embedded CONFIGURE_DEPENDS schema/*.sql data/* templates/*)
    chophien_embed(${name} embedded_source ${embedded})
    add_library(chophien_${name} STATIC ${sources} ${embedded_source})
    add_library(chophien::${name} ALIAS chophien_${name})
    target_link_libraries(chophien_${name} PUBLIC chophien_options ${ARG_USES} PRIVATE chophien_warnings)
    if(name STREQUAL "core")
        # In quotes: the header then names no folder of this clone, and another clone finds what this one compiled.
        target_precompile_headers(chophien_core PRIVATE [["core/precompiled.hpp"]])
    else()
        target_precompile_headers(chophien_${name} REUSE_FROM chophien_core)
    endif()
endfunction()

# Writes a .cpp that carries the files' bytes and registers them as NAME/schema/x.sql and so on.
function(chophien_embed name result)
    set(out ${CMAKE_CURRENT_BINARY_DIR}/embedded_${name}.cpp)
    set(assembly "")
    set(externs "")
    set(rows "")
    set(number 0)
    foreach(file IN LISTS ARGN)
        file(RELATIVE_PATH relative ${CMAKE_SOURCE_DIR} ${file})
        set(symbol chophien_embedded_${name}_${number})
        string(APPEND assembly
            "asm(\".section .rodata\\n.balign 16\\n.global ${symbol}\\n${symbol}:\\n.incbin \\\"${file}\\\"\\n"
            ".global ${symbol}_end\\n${symbol}_end:\\n.byte 0\\n.previous\\n\");\n")
        string(APPEND externs "extern const char ${symbol}[]@SEMI@\nextern const char ${symbol}_end[]@SEMI@\n")
        string(APPEND rows "        {\"${relative}\", ${symbol}, ${symbol}_end},\n")
        math(EXPR number "${number} + 1")
    endforeach()
    string(REPLACE "@SEMI@" ";" externs "${externs}")
    file(CONFIGURE OUTPUT ${out} @ONLY CONTENT [[
// Made by cmake/module.cmake.
#include "core/embedded.hpp"

@assembly@
extern "C" {
@externs@}

namespace chophien::embedded {
std::span<const File> @name@() {
    static const std::vector<File> files{
@rows@    };
    return files;
}
}  // namespace chophien::embedded
]])
    set_property(SOURCE ${out} APPEND PROPERTY OBJECT_DEPENDS "${ARGN}")
    set(${result} ${out} PARENT_SCOPE)
endfunction()
