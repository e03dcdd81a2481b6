#pragma once

// std::expected for C++20: tl::expected is its reference implementation. The one file that knows.

#include <utility>

#include <tl/expected.hpp>

namespace headroom {

template <class Value, class Error>
using expected = tl::expected<Value, Error>;  // NOLINT(readability-identifier-naming): as in C++23

template <class Error>
[[nodiscard]] auto unexpected(Error&& error) {
    return tl::make_unexpected(std::forward<Error>(error));
}

}  // namespace headroom
