// Kept trace pages say when a lot is past its use; the day that makes it so must reach them.
#pragma once

#include "core/db/transaction.hpp"

namespace chophien::traceability {

/// Drops the kept pages of lots whose last day of use was yesterday in Vietnam. Run it several times a day on
/// any node: doing it again only costs those pages a new rendering. Never asks to be run again at once
/// (false).
bool expire_lots(db::Transaction& tx);

}  // namespace chophien::traceability
