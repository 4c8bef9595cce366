// The statements of one request as they reached the database, and how to send their like again without the
// server.
#pragma once

#include "core/db/database.hpp"

#include <string>
#include <vector>

namespace chophien::bench {

/// One statement with its values, owned.
struct Sent {
    std::string name;
    std::string sql;
    std::vector<db::Value> values;
};

/// What every repetition must make new: values that differed between two captures of the same request.
class Script {
public:
    /// The same statements in the same order.
    static bool alike(const std::vector<Sent>& one, const std::vector<Sent>& other);

    /// Throws when the captures are not alike.
    Script(std::vector<Sent> one, std::vector<Sent> other);

    /// Runs the statements once, in one transaction, with fresh values where the captures differed: the same
    /// old value is replaced by the same new one throughout, so that rows still refer to each other.
    void run(db::Session& session, IdSource& ids, Instant now) const;

    std::size_t statements() const { return sent_.size(); }

private:
    std::vector<Sent> sent_;
    std::vector<std::vector<bool>> varies_;
    std::vector<db::Statement> prepared_;
};

}  // namespace chophien::bench
