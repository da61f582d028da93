/* SPDX-License-Identifier: MIT */
#include "base/engine.h"

#include <dlfcn.h>
#include <libgen.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/error.h"

/* The folder of the program or library that this function is in; false: unknown. */
static bool own_folder(char out[PATH_MAX])
{
    Dl_info info;
    if (dladdr((const void *)(uintptr_t)&ecoi_engine_load, &info) && info.dli_fname &&
        strchr(info.dli_fname, '/')) {
        snprintf(out, PATH_MAX, "%s", info.dli_fname);
    } else {
        ssize_t len = readlink("/proc/self/exe", out, PATH_MAX - 1);
        if (len <= 0)
            return false;
        out[len] = '\0';
    }
    char *folder = dirname(out);
    memmove(out, folder, strlen(folder) + 1);
    return true;
}

/* Beside us, in lib beside a program's bin, then wherever the system looks. */
static void *open_module(const char *file)
{
    static const char *const folders[] = {"", "/../lib", ("/../" ECO_LIBDIR)};
    char own[PATH_MAX], path[2 * PATH_MAX];
    void *module = NULL;
    if (own_folder(own))
        for (size_t i = 0; !module && i < sizeof folders / sizeof *folders; i++) {
            snprintf(path, sizeof path, "%s%s/%s", own, folders[i], file);
            module = access(path, F_OK) == 0 ? dlopen(path, RTLD_NOW | RTLD_LOCAL) : NULL;
        }
    return module ? module : dlopen(file, RTLD_NOW | RTLD_LOCAL);
}

eco_status ecoi_engine_load(const char *name, const ecoi_engine **out, eco_error *error)
{
    char file[64], symbol[64];
    ecoi_engine_get *get = NULL;
    snprintf(file, sizeof file, "libecosearch-%s.so.0", name);
    snprintf(symbol, sizeof symbol, "eco_engine_%s", name);
    void *module = open_module(file);
    void *found = module ? dlsym(module, symbol) : NULL;
    if (!found)
        return ecoi_error_set(error, ECO_E_UNSUPPORTED,
                              "engine \"%s\" is not installed (package libecosearch-%s)", name, name);
    memcpy(&get, &found, sizeof get);
    const ecoi_engine *engine = get();
    if (engine->version != ECOI_ENGINE_VERSION || engine->size != sizeof *engine)
        return ecoi_error_set(
            error, ECO_E_UNSUPPORTED,
            "engine \"%s\" is of another version than this program (package libecosearch-%s)", name, name);
    *out = engine;
    return ECO_OK;
}
