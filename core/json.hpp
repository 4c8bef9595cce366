#pragma once

#include "core/json/reader.hpp"
#include "core/json/schema.hpp"
#include "core/json/shape.hpp"
#include "core/json/writer.hpp"
