/* SPDX-License-Identifier: MIT */
/* Any bytes as a manifest, as they are and under a checksum that fits. */
#include <stdlib.h>
#include <string.h>

#include "base/crc32c.h"
#include "store/manifest.h"
#include "tests/store/memory_vfs.h"
#include "tests/store/require.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void check(const memory_vfs *memory)
{
    ecoi_manifest m = {0};
    eco_error error;
    eco_status status = ecoi_manifest_read(&memory->vfs, "folder", 1, &m, &error);
    REQUIRE(status == ECO_OK || status == ECO_E_CORRUPT || status == ECO_E_VERSION ||
            status == ECO_E_UNSUPPORTED);
    REQUIRE(status == ECO_OK || strstr(error.message, "folder/generation-00000001"));
    REQUIRE(strlen(m.engine) < sizeof m.engine && strlen(m.analysis) < sizeof m.analysis);
    REQUIRE(strlen(m.fingerprint) < sizeof m.fingerprint);
    for (size_t i = 0; i < m.n_segments; i++)
        REQUIRE(m.segments[i].name[0] && strlen(m.segments[i].name) < sizeof m.segments[i].name &&
                !strchr(m.segments[i].name, '/'));
    ecoi_manifest_dispose(&m);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    memory_vfs memory;
    memory_vfs_init(&memory);
    REQUIRE(ecoi_buf_append(&memory.content, data, size));
    check(&memory);
    REQUIRE(ecoi_buf_appendf(&memory.content, "crc32c %08x\n", ecoi_crc32c(0, data, size)));
    check(&memory);
    memory_vfs_dispose(&memory);
    return 0;
}
