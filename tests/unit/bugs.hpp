// Bugs of ours end a debug build and throw in a release build (core/result.hpp); a test expects either in one
// line.
#pragma once

#include "core/result.hpp"

#include <gtest/gtest.h>

#ifdef NDEBUG
#define EXPECT_BUG(expression) EXPECT_THROW(static_cast<void>(expression), ::chophien::Bug)
#else
#define EXPECT_BUG(expression) EXPECT_DEATH(static_cast<void>(expression), "bug: ")
#endif
