// SPDX-License-Identifier: MIT
#define SIMDJSON_EXCEPTIONS 0
#include "corpus/json.h"

#include <simdjson.h>

#include <cstdlib>
#include <cstring>
#include <new>

extern "C" {
#include "base/buf.h"
}

namespace ondemand = simdjson::ondemand;

static_assert(simdjson::SIMDJSON_PADDING <= ECOI_JSON_PADDING, "texts need more padding");

// Strings are unescaped to a buffer of ours: the library writes to a null pointer when it could not get its
// own.
struct ecoi_json {
    ondemand::parser parser;
    ecoi_json_item *items = nullptr;
    size_t n = 0, cap = 0;
    uint8_t *strings = nullptr, *strings_end = nullptr;
    size_t strings_cap = 0;
    ~ecoi_json()
    {
        std::free(items);
        std::free(strings);
    }
};

namespace
{

using simdjson::error_code;

eco_text text_of(std::string_view view)
{
    return {view.data(), view.size()};
}

// A token or value without the white space after it.
std::string_view trimmed(std::string_view view)
{
    size_t last = view.find_last_not_of(" \t\r\n");
    return view.substr(0, last + 1); // npos + 1 == 0
}

const char *skip_digits(const char *p, const char *end)
{
    while (p < end && *p >= '0' && *p <= '9')
        p++;
    return p;
}

// Numbers are kept as written, so any size will do, and the library's conversions are not wanted.
bool is_number(std::string_view view)
{
    const char *p = view.data(), *end = p + view.size();
    p += p < end && *p == '-';
    const char *whole = p;
    p = skip_digits(p, end);
    if (p == whole || (*whole == '0' && p > whole + 1))
        return false;
    if (p < end && *p == '.') {
        const char *fraction = ++p;
        if ((p = skip_digits(p, end)) == fraction)
            return false;
    }
    if (p < end && (*p == 'e' || *p == 'E')) {
        p++;
        p += p < end && (*p == '+' || *p == '-');
        const char *exponent = p;
        if ((p = skip_digits(p, end)) == exponent)
            return false;
    }
    return p == end;
}

error_code read_word(std::string_view token, ecoi_json_item *item)
{
    item->text = item->raw = text_of(token);
    if (token == "true" || token == "false")
        item->type = ECOI_JSON_BOOLEAN;
    else if (token == "null")
        item->type = ECOI_JSON_NULL;
    else
        item->type = ECOI_JSON_NUMBER;
    return item->type != ECOI_JSON_NUMBER || is_number(token) ? simdjson::SUCCESS : simdjson::NUMBER_ERROR;
}

// Unescapes a string after the others; its text stays until the next parse.
error_code keep_string(ecoi_json *json, ondemand::raw_json_string raw, eco_text *out)
{
    std::string_view view;
    error_code error = json->parser.unescape(raw, json->strings_end).get(view);
    *out = text_of(view);
    return error;
}

error_code check_string(ecoi_json *json, ondemand::raw_json_string raw)
{
    uint8_t *scratch = json->strings_end;
    return json->parser.unescape(raw, scratch).error();
}

error_code check_inside(ecoi_json *json, ondemand::value value, ecoi_json_type type, int depth);

// Reads a value. Its string is kept, or when `item` is inside another value only checked.
error_code read_value(ecoi_json *json, ondemand::value value, ecoi_json_item *item, int depth)
{
    std::string_view token = value.raw_json_token();
    const char *start = token.data(), *after;
    error_code error;
    if (*start == '"') {
        ondemand::raw_json_string raw;
        item->type = ECOI_JSON_STRING;
        item->raw = text_of(trimmed(token));
        if ((error = value.get_raw_json_string().get(raw)))
            return error;
        return depth == 1 ? keep_string(json, raw, &item->text) : check_string(json, raw);
    }
    if (*start != '[' && *start != '{')
        return read_word(trimmed(token), item);
    item->type = *start == '[' ? ECOI_JSON_ARRAY : ECOI_JSON_OBJECT;
    if ((error = check_inside(json, value, item->type, depth)) ||
        (error = value.current_location().get(after)))
        return error;
    // White space may stand before the next token; the parent's comma or bracket has not been passed yet.
    item->raw = item->text = text_of(trimmed({start, size_t(after - start)}));
    return simdjson::SUCCESS;
}

// Checks what is inside: the library itself only skips what is not asked for.
error_code check_inside(ecoi_json *json, ondemand::value value, ecoi_json_type type, int depth)
{
    error_code error;
    ecoi_json_item item;
    if (depth >= ECOI_JSON_MAX_DEPTH)
        return simdjson::DEPTH_ERROR;
    if (type == ECOI_JSON_ARRAY) {
        ondemand::array array;
        if ((error = value.get_array().get(array)))
            return error;
        for (auto element : array) {
            ondemand::value inner;
            if ((error = element.get(inner)) || (error = read_value(json, inner, &item, depth + 1)))
                return error;
        }
        return simdjson::SUCCESS;
    }
    ondemand::object object;
    if ((error = value.get_object().get(object)))
        return error;
    for (auto field : object) {
        ondemand::raw_json_string key;
        ondemand::value inner;
        if ((error = field.key().get(key)) || (error = check_string(json, key)) ||
            (error = field.value().get(inner)) || (error = read_value(json, inner, &item, depth + 1)))
            return error;
    }
    return simdjson::SUCCESS;
}

error_code next_item(ecoi_json *json, ecoi_json_item **out)
{
    if (json->n == ECOI_JSON_MAX_ITEMS)
        return simdjson::CAPACITY;
    if (!ecoi_grow(&json->items, &json->cap, json->n + 1, sizeof *json->items))
        return simdjson::MEMALLOC;
    *out = &json->items[json->n++];
    **out = ecoi_json_item{};
    return simdjson::SUCCESS;
}

// A string with its quotes, given where its content starts. The library has seen its closing quote.
eco_text quoted(const char *content)
{
    const char *p = content;
    while (*p != '"')
        p += *p == '\\' ? 2 : 1;
    return {content - 1, size_t(p - content) + 2};
}

error_code add_field(ecoi_json *json, simdjson::simdjson_result<ondemand::field> field)
{
    ecoi_json_item *item;
    ondemand::raw_json_string key;
    ondemand::value value;
    error_code error;
    if ((error = next_item(json, &item)) || (error = field.key().get(key)) ||
        (error = keep_string(json, key, &item->key)) || (error = field.value().get(value)))
        return error;
    item->raw_key = quoted(key.raw());
    return read_value(json, value, item, 1);
}

error_code add_element(ecoi_json *json, simdjson::simdjson_result<ondemand::value> element)
{
    ecoi_json_item *item;
    ondemand::value value;
    error_code error;
    if ((error = next_item(json, &item)) || (error = element.get(value)))
        return error;
    return read_value(json, value, item, 1);
}

// A value that stands alone and is neither object nor array: only its type is wanted.
error_code read_scalar(ecoi_json *json, ondemand::document &document, ecoi_json_value *out)
{
    std::string_view token;
    ecoi_json_item item{};
    error_code error = document.raw_json_token().get(token);
    if (error)
        return error;
    if (token[0] == '"') {
        ondemand::raw_json_string raw;
        out->type = ECOI_JSON_STRING;
        return (error = document.get_raw_json_string().get(raw)) ? error : check_string(json, raw);
    }
    error = read_word(trimmed(token), &item);
    out->type = item.type;
    return error;
}

error_code read_document(ecoi_json *json, ondemand::document &document, ecoi_json_value *out)
{
    ondemand::json_type type;
    error_code error = document.type().get(type);
    if (error)
        return error;
    if (type == ondemand::json_type::object) {
        ondemand::object object;
        out->type = ECOI_JSON_OBJECT;
        if ((error = document.get_object().get(object)))
            return error;
        for (auto field : object)
            if ((error = add_field(json, field)))
                return error;
    } else if (type == ondemand::json_type::array) {
        ondemand::array array;
        out->type = ECOI_JSON_ARRAY;
        if ((error = document.get_array().get(array)))
            return error;
        for (auto element : array)
            if ((error = add_element(json, element)))
                return error;
    } else {
        return read_scalar(json, document, out);
    }
    bool at_end = document.current_location().error() == simdjson::OUT_OF_BOUNDS;
    return at_end ? simdjson::SUCCESS : simdjson::TRAILING_CONTENT;
}

// The library holds several times the longest text it has met; one giant record must not cost that for ever.
constexpr size_t ordinary = size_t(4) << 20;

error_code parse_once(ecoi_json *json, const char *text, size_t len, ecoi_json_value *out)
{
    ondemand::document document;
    json->n = 0;
    if (json->parser.capacity() > ordinary && len <= ordinary) {
        json->parser = ondemand::parser();
        std::free(json->strings);
        json->strings = nullptr;
        json->strings_cap = 0;
    }
    // A string is never longer than it was written; vector code may write past its end.
    if (!ecoi_grow(&json->strings, &json->strings_cap, len + 2 * ECOI_JSON_PADDING, 1))
        return simdjson::MEMALLOC;
    json->strings_end = json->strings;
    simdjson::padded_string_view view(text, len, len + ECOI_JSON_PADDING);
    error_code error = json->parser.iterate(view).get(document);
    return error ? error : read_document(json, document, out);
}

const char *why(error_code error)
{
    switch (error) {
    case simdjson::EMPTY:
        return "there is nothing";
    case simdjson::UNCLOSED_STRING:
        return "a string has no closing quote";
    case simdjson::UNESCAPED_CHARS:
        return "a control character inside a string";
    case simdjson::STRING_ERROR:
        return "a bad escape in a string";
    case simdjson::NUMBER_ERROR:
        return "neither a number nor true, false or null";
    case simdjson::DEPTH_ERROR:
        return "nested too deep";
    case simdjson::TRAILING_CONTENT:
        return "something follows the value";
    case simdjson::INCOMPLETE_ARRAY_OR_OBJECT:
        return "an object or array is not closed";
    case simdjson::CAPACITY:
        return "too long, or too many members";
    default:
        return "a comma, colon, quote or bracket is missing or out of place";
    }
}

bool hex4(const char *p, const char *end, unsigned *out)
{
    *out = 0;
    for (int i = 0; i < 4; i++, p++) {
        if (p >= end || !std::isxdigit(static_cast<unsigned char>(*p)))
            return false;
        *out = *out << 4 | unsigned(*p <= '9' ? *p - '0' : (*p | 32) - 'a' + 10);
    }
    return true;
}

bool is_low_escape(const char *p, const char *end)
{
    unsigned unit;
    return end - p >= 6 && p[0] == '\\' && p[1] == 'u' && hex4(p + 2, end, &unit) && unit >= 0xdc00 &&
           unit <= 0xdfff;
}

// Rewrites surrogate escapes without their partner; returns their number. A backslash outside a string is an
// error anyway, so strings need not be told from the rest.
uint64_t repair_surrogates(char *text, size_t len)
{
    uint64_t n = 0;
    unsigned unit;
    for (char *p = text, *end = text + len;
         p < end && (p = (char *)std::memchr(p, '\\', size_t(end - p))) != nullptr;) {
        if (end - p < 6 || p[1] != 'u' || !hex4(p + 2, end, &unit) || unit < 0xd800 || unit > 0xdfff) {
            p += 2;
        } else if (unit < 0xdc00 && is_low_escape(p + 6, end)) {
            p += 12;
        } else {
            std::memcpy(p, "\\uFFFD", 6);
            p += 6;
            n++;
        }
    }
    return n;
}

ecoi_json_result parse(ecoi_json *json, char *text, size_t len, ecoi_json_value *out)
{
    error_code error = parse_once(json, text, len, out);
    if (error == simdjson::STRING_ERROR && (out->replaced = repair_surrogates(text, len)) > 0)
        error = parse_once(json, text, len, out);
    out->items = json->items;
    out->n_items = json->n;
    if (error == simdjson::SUCCESS)
        return ECOI_JSON_OK;
    out->n_items = 0;
    if (error == simdjson::MEMALLOC)
        return ECOI_JSON_NO_MEMORY;
    if (error == simdjson::UTF8_ERROR)
        return ECOI_JSON_BAD_UTF8;
    out->why = why(error);
    return ECOI_JSON_BAD;
}

constexpr size_t first_use = size_t(64) << 10;

} // namespace

extern "C" ecoi_json *ecoi_json_new(void)
{
    try {
        // The library's first use in a process picks its vector code and allocates some names, and ends the
        // process if that fails. So it happens here, and only when there is memory to spare.
        delete[] new char[first_use];
        (void)simdjson::get_active_implementation()->name();
        return new (std::nothrow) ecoi_json;
    } catch (...) {
        return nullptr;
    }
}

extern "C" void ecoi_json_free(ecoi_json *json)
{
    delete json;
}

extern "C" ecoi_json_result ecoi_json_parse(ecoi_json *json, char *text, size_t len, ecoi_json_value *out)
{
    *out = ecoi_json_value{};
    try {
        return parse(json, text, len, out);
    } catch (...) {
        return ECOI_JSON_NO_MEMORY; // the library reports everything else as a code
    }
}

extern "C" ecoi_json_result ecoi_json_check_object(ecoi_json *json, eco_text text)
{
    ecoi_json_value value;
    char *copy = static_cast<char *>(std::calloc(text.len + ECOI_JSON_PADDING, 1));
    if (!copy)
        return ECOI_JSON_NO_MEMORY;
    if (text.len)
        std::memcpy(copy, text.ptr, text.len);
    ecoi_json_result result = ecoi_json_parse(json, copy, text.len, &value);
    std::free(copy);
    return result == ECOI_JSON_OK && value.type != ECOI_JSON_OBJECT ? ECOI_JSON_BAD : result;
}

extern "C" const char *ecoi_json_type_name(ecoi_json_type type)
{
    static const char *const names[] = {"a string", "a number", "true or false",
                                        "null",     "an array", "an object"};
    return names[type];
}
