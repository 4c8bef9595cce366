// JSON: shapes, reading by them with all violations, writing, and their schemas.
#pragma once

#include "core/json/reader.hpp"
#include "core/json/schema.hpp"
#include "core/json/shape.hpp"
#include "core/json/writer.hpp"
