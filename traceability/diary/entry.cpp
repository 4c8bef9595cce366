#include "traceability/diary/entry.hpp"

#include "traceability/diary/entry_wire.hpp"

#include <fmt/format.h>

namespace chophien::traceability::diary {

namespace {

bool is_uuid(std::string_view text) {
    if (text.size() != 36) return false;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const bool dash = at == 8 || at == 13 || at == 18 || at == 23;
        const char sign = text[at];
        const bool hex = (sign >= '0' && sign <= '9') || (sign >= 'a' && sign <= 'f');
        if (dash ? sign != '-' : !hex) return false;
    }
    return true;
}

// By how much the phone's clock goes ahead, when it told: a person can then set it.
std::chrono::minutes clock_ahead(const DiaryEntry& entry, Instant now) {
    if (!entry.sent_at) return {};
    return std::chrono::duration_cast<std::chrono::minutes>(*entry.sent_at - now);
}

}  // namespace

When when_of(const DiaryEntry& entry, Instant now, std::vector<Violation>& faults) {
    if (entry.at && entry.day)
        faults.push_back(
            {"/day", "both_times", "Chỉ nêu giờ hoặc ngày, một trong hai.", "Name a time or a day, not both."}
        );
    When when;
    when.day_only = entry.day.has_value();
    when.at = entry.day ? begin_of(*entry.day) : entry.at.value_or(now);
    when.day = day_in_vietnam(when.at);
    const std::string pointer = entry.day ? "/day" : "/at";
    if (when.at > now + most_ahead) {
        const auto ahead = clock_ahead(entry, now);
        const bool wrong_clock = ahead > most_ahead;
        faults.push_back(
            {pointer,
             "not_yet",
             wrong_clock
                 ? fmt::format("Việc này chưa xảy ra; đồng hồ điện thoại nhanh {} phút.", ahead.count())
                 : "Việc này chưa xảy ra.",
             wrong_clock
                 ? fmt::format(
                       "This has not happened yet; the phone's clock is {} minutes fast.", ahead.count()
                   )
                 : "This has not happened yet."}
        );
    }
    if (when.day < day_in_vietnam(now) + std::chrono::days(-most_days_late))
        faults.push_back(
            {pointer,
             "too_late",
             fmt::format("Chỉ ghi được việc trong {} ngày gần đây.", most_days_late),
             fmt::format("Only the last {} days can be recorded.", most_days_late)}
        );
    return when;
}

std::optional<std::string> client_id_from(std::string_view typed) {
    if (const auto own = id_from<OfEntry>(typed)) return text_of(*own);
    std::optional<std::string> text;
    text.emplace();
    for (const char sign : typed)
        *text += sign >= 'A' && sign <= 'Z' ? static_cast<char>(sign - 'A' + 'a') : sign;
    if (!is_uuid(*text)) text.reset();
    return text;
}

crypto::Digest fingerprint_of(const DiaryEntry& entry) {
    auto content = entry;
    content.id.reset();
    content.sent_at.reset();
    content.device.reset();
    return crypto::sha256(json::text_of(content));
}

}  // namespace chophien::traceability::diary
