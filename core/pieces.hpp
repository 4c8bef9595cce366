// A long answer that is never whole in memory: a catalogue as a file, read and written piece by piece.
#pragma once

#include "core/db/transaction.hpp"

#include <string>

namespace chophien {

class Pieces {
public:
    virtual ~Pieces() = default;

    /// Reads what the next pieces are made of, in a transaction of its own that may be run again: it begins
    /// where take() left.
    virtual void read(db::Transaction& tx) = 0;

    /// The next piece, after every read().
    virtual std::string take() = 0;

    /// The piece taken last was the last one.
    virtual bool finished() const = 0;
};

}  // namespace chophien
