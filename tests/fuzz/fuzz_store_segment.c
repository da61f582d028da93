/* SPDX-License-Identifier: MIT */
/*
 * A small segment with any of its bytes changed behind fresh checksums: what its readers hand out keeps the
 * promises of their headers, and nothing outside the file is read.
 *   byte 0  which segment; then changes (damage_segment.h)
 */
#include <string.h>

#include "tests/store/damage_segment.h"
#include "tests/store/memory_vfs.h"
#include "tests/store/model_segment.h"
#include "tests/store/read_segment.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define PATH "a-segment"
enum { N_SOUND = 4 };

static void write_sound(memory_vfs *memory, uint64_t number)
{
    static const size_t sizes[N_SOUND][2] = {{0, 0}, {3, 7}, {12, 26}, {50, 60}};
    model_segment model = {0};
    ecoi_segment_numbers numbers;
    memory_vfs_init(memory);
    model_segment_make(&model, number + 1, sizes[number][0], sizes[number][1]);
    REQUIRE(model_segment_write(&model, &memory->vfs, PATH, &numbers, NULL) == ECO_OK);
    model_segment_dispose(&model);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static memory_vfs sound[N_SOUND]; /* for the life of the process */
    memory_vfs memory;
    ecoi_segment *segment;
    eco_error error;
    for (uint64_t i = 0; !sound[N_SOUND - 1].vfs.self && i < N_SOUND; i++)
        write_sound(&sound[i], i);
    if (size == 0)
        return 0;
    memory_vfs_init(&memory);
    damage_segment(&sound[data[0] % N_SOUND].content, data + 1, size - 1, &memory.content);
    eco_status status = ecoi_segment_open(&memory.vfs, PATH, &segment, &error);
    REQUIRE(status == ECO_OK || (status == ECO_E_CORRUPT && strstr(error.message, PATH)));
    if (!status) {
        (void)read_segment(segment, NULL, &error);
        ecoi_segment_close(segment);
    }
    memory_vfs_dispose(&memory);
    return 0;
}
