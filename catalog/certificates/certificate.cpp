#include "catalog/certificates/certificate.hpp"

#include "core/gs1_key.hpp"
#include "core/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace chophien::catalog {

namespace {

using enum CertificateStanding;
using Step = CertificateStep;
using Giver = CertificateGiver;

constexpr std::array transitions{
    CertificateTransition{declared, Step::verify, Giver::attester, verified},
    CertificateTransition{declared, Step::refuse, Giver::attester, refused},
    CertificateTransition{declared, Step::withdraw, Giver::holder, withdrawn},
    CertificateTransition{verified, Step::suspend, Giver::attester, suspended},
    CertificateTransition{verified, Step::withdraw, Giver::attester, withdrawn},
    CertificateTransition{verified, Step::withdraw, Giver::holder, withdrawn},
    CertificateTransition{suspended, Step::verify, Giver::attester, verified},
    CertificateTransition{suspended, Step::withdraw, Giver::attester, withdrawn},
    CertificateTransition{suspended, Step::withdraw, Giver::holder, withdrawn},
};

// The words before a scheme's name that deny it.
constexpr std::array denials{"khong", "chua", "khong phai", "not", "non"};

void check_days(
    const Certificate& certificate, const Scheme& scheme, Day today, std::vector<Violation>& faults
) {
    if (certificate.issued_on > today)
        faults.push_back({"/issued_on", "in_the_future", "Ngày cấp sau hôm nay.", "It is issued after today."}
        );
    const auto latest = latest_end(scheme, certificate.issued_on);
    if (!certificate.valid_until) {
        if (latest)
            faults.push_back(
                {"/valid_until",
                 "missing",
                 "Loại giấy này phải có ngày hết hạn.",
                 "A paper of this scheme has a last day."}
            );
        return;
    }
    if (*certificate.valid_until < certificate.issued_on)
        faults.push_back(
            {"/valid_until", "before_issue", "Ngày hết hạn trước ngày cấp.", "It ends before it was issued."}
        );
    else if (latest && *certificate.valid_until > *latest)
        faults.push_back(
            {"/valid_until",
             "too_long",
             fmt::format("{} có hạn nhiều nhất {} tháng.", scheme.name_vi, *scheme.longest_months),
             fmt::format("{} holds for {} months at most.", scheme.name_en, *scheme.longest_months)}
        );
}

void check_mark(const Certificate& certificate, const Scheme& scheme, std::vector<Violation>& faults) {
    const bool is_mark = scheme.sort == SchemeSort::mark;
    if (is_mark && !certificate.mark)
        faults.push_back({"/mark", "missing", "Cần tên được bảo hộ.", "The protected name is needed."});
    if (!is_mark && certificate.mark)
        faults.push_back(
            {"/mark", "no_mark", "Loại giấy này không có tên bảo hộ.", "This scheme protects no name."}
        );
    if (is_mark && !certificate.registration_number)
        faults.push_back(
            {"/registration_number",
             "missing",
             "Cần số đăng bạ của chỉ dẫn địa lý hoặc nhãn hiệu.",
             "The number in the register of marks is needed."}
        );
}

void check_scope(const Certificate& certificate, std::size_t products, std::vector<Violation>& faults) {
    const bool lists = certificate.scope == ScopeKind::products;
    if (lists != (products > 0))
        faults.push_back(
            {"/products",
             lists ? "missing" : "unknown",
             "Danh sách sản phẩm đi cùng phạm vi \"products\", và chỉ với nó.",
             "Products are listed with the scope \"products\" and with no other."}
        );
    const bool names_area = certificate.scope == ScopeKind::growing_area;
    if (names_area != certificate.growing_area.has_value())
        faults.push_back(
            {"/growing_area",
             names_area ? "missing" : "unknown",
             "Mã số vùng trồng đi cùng phạm vi \"growing_area\", và chỉ với nó.",
             "A growing area's code is given with the scope \"growing_area\" and with no other."}
        );
}

// The folded text with single blanks and no other signs, so that words stand between blanks.
std::string words_of(std::string_view text) {
    std::string words = " ";
    for (const char sign : text::fold(text)) {
        const bool of_word = (sign >= 'a' && sign <= 'z') || (sign >= '0' && sign <= '9');
        if (of_word)
            words += sign;
        else if (sign != '.' && words.back() != ' ')  // GLOBALG.A.P. is one word
            words += ' ';
    }
    if (words.back() != ' ') words += ' ';
    return words;
}

bool is_claimed(std::string_view words, std::string_view phrase) {
    const auto wanted = fmt::format(" {} ", phrase);
    for (auto at = words.find(wanted); at != std::string_view::npos; at = words.find(wanted, at + 1)) {
        const auto before = words.substr(0, at + 1);
        const bool denied = std::ranges::any_of(denials, [&](const char* denial) {
            return before.ends_with(fmt::format(" {} ", denial)) ||
                   before.ends_with(fmt::format(" {} dat ", denial)) ||
                   before.ends_with(fmt::format(" {} co ", denial));
        });
        if (!denied) return true;
    }
    return false;
}

}  // namespace

std::span<const CertificateTransition> certificate_transitions() { return transitions; }

std::optional<CertificateStanding> next_standing(
    CertificateStanding from, CertificateStep step, CertificateGiver giver
) {
    for (const auto& row : transitions)
        if (row.from == from && row.step == step && row.giver == giver) return row.to;
    return std::nullopt;
}

bool holds(const Certificate& certificate, Day day) {
    const bool stands = certificate.standing == declared || certificate.standing == verified;
    return stands && certificate.issued_on <= day &&
           (!certificate.valid_until || day <= *certificate.valid_until);
}

std::optional<Day> latest_end(const Scheme& scheme, Day issued_on) {
    if (!scheme.longest_months) return std::nullopt;
    const auto there = issued_on + std::chrono::months(*scheme.longest_months);
    return there.ok() ? there : Day(there.year() / there.month() / std::chrono::last);
}

std::vector<Violation> faults_of(const Certificate& certificate, std::size_t products, Day today) {
    std::vector<Violation> faults;
    const auto* scheme = scheme_with(certificate.scheme);
    if (scheme == nullptr) {
        faults.push_back(
            {"/scheme",
             "unknown_scheme",
             "Không có loại chứng nhận này; xem /v1/certificate-schemes.",
             "There is no such scheme; see /v1/certificate-schemes."}
        );
        return faults;
    }
    if (scheme->number == NumberForm::ggn && !gln_from(certificate.number))
        faults.push_back(
            {"/number",
             "wrong_ggn",
             "Mã GGN có 13 chữ số với số kiểm tra đúng.",
             "A GGN has 13 digits with the right check digit."}
        );
    check_days(certificate, *scheme, today, faults);
    check_mark(certificate, *scheme, faults);
    check_scope(certificate, products, faults);
    return faults;
}

std::vector<std::string_view> claims_in(std::string_view words) {
    const auto tidy = words_of(words);
    std::vector<std::string_view> found;
    for (const auto& scheme : schemes())
        if (std::ranges::any_of(scheme.words, [&](std::string_view phrase) {
                return is_claimed(tidy, phrase);
            }))
            found.push_back(scheme.code);
    return found;
}

}  // namespace chophien::catalog
