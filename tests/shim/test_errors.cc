/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Each kind of exception, thrown where calls run, becomes its status. */
#include "shim/guard.hpp"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

extern "C" {
#include <cmocka.h>
}

#include <cstring>
#include <new>

static xapc_error seen;

template <typename Throw> static void expect(xapc_status status, const char *exception, Throw &&raise)
{
    seen = xapc_error{XAPC_OK, "", ""};
    assert_int_equal(guard(&seen, raise), status);
    assert_int_equal(seen.status, status);
    assert_string_equal(seen.exception, exception);
    assert_true(*seen.message != '\0');
    assert_int_equal(guard(nullptr, raise), status); /* nobody wants to know */
}

template <typename Error> static void expect_xapian(xapc_status status, const char *exception)
{
    expect(status, exception, [] { throw Error(std::string("why")); });
    assert_string_equal(seen.message, "why");
    assert_string_equal(xapc_status_name(status), exception);
}

static void test_every_kind(void **)
{
    expect_xapian<Xapian::AssertionError>(XAPC_E_ASSERTION, "AssertionError");
    expect_xapian<Xapian::InvalidArgumentError>(XAPC_E_ARGUMENT, "InvalidArgumentError");
    expect_xapian<Xapian::InvalidOperationError>(XAPC_E_OPERATION, "InvalidOperationError");
    expect_xapian<Xapian::UnimplementedError>(XAPC_E_UNIMPLEMENTED, "UnimplementedError");
    expect_xapian<Xapian::DatabaseError>(XAPC_E_DATABASE, "DatabaseError");
    expect_xapian<Xapian::DatabaseCorruptError>(XAPC_E_CORRUPT, "DatabaseCorruptError");
    expect_xapian<Xapian::DatabaseCreateError>(XAPC_E_CREATE, "DatabaseCreateError");
    expect_xapian<Xapian::DatabaseLockError>(XAPC_E_LOCKED, "DatabaseLockError");
    expect_xapian<Xapian::DatabaseModifiedError>(XAPC_E_MODIFIED, "DatabaseModifiedError");
    expect_xapian<Xapian::DatabaseOpeningError>(XAPC_E_OPENING, "DatabaseOpeningError");
    expect_xapian<Xapian::DatabaseVersionError>(XAPC_E_VERSION, "DatabaseVersionError");
    expect_xapian<Xapian::DatabaseClosedError>(XAPC_E_CLOSED, "DatabaseClosedError");
    expect_xapian<Xapian::DatabaseNotFoundError>(XAPC_E_NO_DATABASE, "DatabaseNotFoundError");
    expect_xapian<Xapian::DocNotFoundError>(XAPC_E_NO_DOCUMENT, "DocNotFoundError");
    expect_xapian<Xapian::FeatureUnavailableError>(XAPC_E_UNAVAILABLE, "FeatureUnavailableError");
    expect_xapian<Xapian::InternalError>(XAPC_E_INTERNAL, "InternalError");
    expect_xapian<Xapian::NetworkError>(XAPC_E_NETWORK, "NetworkError");
    expect_xapian<Xapian::NetworkTimeoutError>(XAPC_E_TIMEOUT, "NetworkTimeoutError");
    expect_xapian<Xapian::QueryParserError>(XAPC_E_QUERY_PARSER, "QueryParserError");
    expect_xapian<Xapian::SerialisationError>(XAPC_E_SERIALISATION, "SerialisationError");
    expect_xapian<Xapian::RangeError>(XAPC_E_RANGE, "RangeError");
    expect_xapian<Xapian::WildcardError>(XAPC_E_WILDCARD, "WildcardError");
}

static void test_what_is_not_of_xapian(void **)
{
    expect(XAPC_E_NO_MEMORY, "std::bad_alloc", [] { throw std::bad_alloc(); });
    expect(XAPC_E_OTHER, "std::exception", [] { throw std::exception(); });
    expect(XAPC_E_OTHER, "exception", [] { throw 42; });
}

static void test_messages_are_one_line_and_cut(void **)
{
    expect(XAPC_E_NETWORK, "NetworkError", [] { throw Xapian::NetworkError("two\nlines", "host", 111); });
    assert_string_equal(seen.message, "two lines (Connection refused): host");
    expect(XAPC_E_DATABASE, "DatabaseError", [] { throw Xapian::DatabaseError(std::string(5000, 'x')); });
    assert_int_equal(std::strlen(seen.message), sizeof seen.message - 1);
}

static void test_a_handle_that_is_not_whole_is_given_back(void **)
{
    xapc_document *untouched = nullptr;
    xapc_error error;
    assert_int_equal(make(&untouched, &error, [](xapc_document &) { throw Xapian::RangeError("no"); }),
                     XAPC_E_RANGE);
    assert_null(untouched);
}

int main()
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_kind),
        cmocka_unit_test(test_what_is_not_of_xapian),
        cmocka_unit_test(test_messages_are_one_line_and_cut),
        cmocka_unit_test(test_a_handle_that_is_not_whole_is_given_back),
    };
    return cmocka_run_group_tests(tests, nullptr, nullptr);
}
