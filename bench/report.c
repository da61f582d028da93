/* SPDX-License-Identifier: MIT */
#include "bench/report.h"

#include <stdio.h>
#include <string.h>

#include "base/cpu.h"

enum { CPU_NAME_MAX = 256, SCHEMA = 1 };

/* ---- the machine ---- */

static void read_cpu_name(char name[CPU_NAME_MAX])
{
    FILE *file = fopen("/proc/cpuinfo", "r");
    char line[CPU_NAME_MAX];
    strcpy(name, "unknown");
    while (file && fgets(line, sizeof line, file)) {
        const char *colon = strchr(line, ':');
        if (colon && strncmp(line, "model name", 10) == 0) {
            line[strcspn(line, "\n")] = '\0';
            strcpy(name, colon + 1 + strspn(colon + 1, " \t"));
            break;
        }
    }
    if (file)
        fclose(file);
}

static size_t list_flags(const ecoi_cpu *cpu, const char *flags[4])
{
    size_t n = 0;
    if (cpu->sse42)
        flags[n++] = "sse4.2";
    if (cpu->avx2)
        flags[n++] = "avx2";
    if (cpu->bmi2)
        flags[n++] = "bmi2";
    if (cpu->avx512)
        flags[n++] = "avx512";
    return n;
}

static void begin_table(const char *cpu_name, unsigned n_cores, const char *const *flags, size_t n_flags)
{
    printf("%s, %u core%s", cpu_name, n_cores, n_cores == 1 ? "" : "s");
    for (size_t i = 0; i < n_flags; i++)
        printf(", %s", flags[i]);
    printf("\n\n%-30s %9s %-12s %6s  %-18s %9s %8s\n", "kernel", "cost", "unit", "spread", "limit", "at best",
           "ratio");
}

static void print_string(const char *text)
{
    putchar('"');
    for (const char *p = text; *p; p++)
        if ((unsigned char)*p < ' ')
            printf("\\u%04x", (unsigned)*p);
        else
            printf(*p == '"' || *p == '\\' ? "\\%c" : "%c", *p);
    putchar('"');
}

static void begin_json(const char *cpu_name, unsigned n_cores, const char *const *flags, size_t n_flags)
{
    printf("{\"schema\":%d,\"machine\":{\"cpu\":", SCHEMA);
    print_string(cpu_name);
    printf(",\"cores\":%u,\"flags\":[", n_cores);
    for (size_t i = 0; i < n_flags; i++)
        printf("%s\"%s\"", i ? "," : "", flags[i]);
    printf("]},\"kernels\":[");
}

void bench_report_begin(bool json)
{
    char name[CPU_NAME_MAX];
    const char *flags[4];
    const ecoi_cpu cpu = ecoi_cpu_probe();
    size_t n = list_flags(&cpu, flags);
    read_cpu_name(name);
    (json ? begin_json : begin_table)(name, cpu.n_cores, flags, n);
}

/* ---- the kernels ---- */

/* Three digits that count, at least. */
static int n_decimals(double value)
{
    int n = 2;
    for (; n < 6 && value < 1; value *= 10)
        n++;
    for (; n > 0 && value >= 10; value /= 10)
        n--;
    return n;
}

static void print_row(const bench_row *row)
{
    printf("%-30s %9.*f %-12s %5.0f%%", row->kernel->name, n_decimals(row->cost), row->cost,
           row->kernel->unit, row->spread * 100);
    if (row->limit)
        printf("  %-18s %9.*f %8.*f", row->limit->name, n_decimals(row->limit_cost), row->limit_cost,
               n_decimals(row->ratio), row->ratio);
    putchar('\n');
}

static void print_json(const bench_row *row)
{
    printf("\n{\"name\":\"%s\",\"unit\":\"%s\",\"cost\":%.6g,\"spread\":%.4g", row->kernel->name,
           row->kernel->unit, row->cost, row->spread);
    if (row->limit)
        printf(",\"limit\":\"%s\",\"limit_cost\":%.6g,\"ratio\":%.4g", row->limit->name, row->limit_cost,
               row->ratio);
    else
        printf(",\"limit\":null,\"limit_cost\":null,\"ratio\":null");
    printf(",\"why\":");
    print_string(row->kernel->why);
    putchar('}');
}

void bench_report_row(bool json, const bench_row *row, bool first)
{
    if (json && !first)
        putchar(',');
    (json ? print_json : print_row)(row);
    fflush(stdout);
}

void bench_report_end(bool json)
{
    if (json)
        puts("\n]}");
}

void bench_report_name(const bench_kernel *kernel)
{
    if (kernel->limit)
        printf("%-30s %-12s %s: %s\n", kernel->name, kernel->unit, kernel->limit, kernel->why);
    else
        printf("%-30s %-12s %s\n", kernel->name, kernel->unit, kernel->why);
}
