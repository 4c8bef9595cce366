// Every reason this floor says no.
#pragma once

#include "core/result.hpp"

#include <array>

namespace chophien::accounts {

inline constexpr Refusal not_signed_in{
    "accounts/not-signed-in",
    Kind::unauthenticated,
    {"Cần đăng nhập: token không có, đã hết hạn hoặc đã bị thu hồi.",
     "Signing in is needed: there is no token, or it expired or was revoked."}};
/// Of an unknown login, a wrong password and a deactivated person alike.
inline constexpr Refusal wrong_credentials{
    "accounts/wrong-credentials",
    Kind::unauthenticated,
    {"Tên đăng nhập hoặc mật khẩu không đúng.", "The login or the password is wrong."}};
inline constexpr Refusal too_many_failures{
    "accounts/too-many-failures",
    Kind::too_many,
    {"Đăng nhập sai quá nhiều lần; hãy chờ rồi thử lại.", "Too many failed logins; wait and try again."}};
inline constexpr Refusal not_found{
    "accounts/not-found",
    Kind::not_found,
    {"Không tìm thấy tổ chức hoặc người dùng này.", "There is no such organisation or person."}};
inline constexpr Refusal changed_meanwhile{
    "accounts/changed-meanwhile",
    Kind::stale,
    {"Hồ sơ đã được sửa sau lần bạn đọc; hãy đọc lại rồi sửa.",
     "It was changed after you read it; read it again, then change it."}};
inline constexpr Refusal wrong_state{
    "accounts/wrong-state",
    Kind::conflict,
    {"Không làm được việc này khi tổ chức đang ở trạng thái hiện tại.",
     "This cannot be done in the organisation's present state."}};
inline constexpr Refusal proofs_missing{
    "accounts/proofs-missing",
    Kind::conflict,
    {"Hồ sơ còn thiếu giấy tờ nên chưa xác minh được.", "Proofs are missing, so it cannot be verified yet."}};
inline constexpr Refusal verified_facts_fixed{
    "accounts/verified-facts-fixed",
    Kind::conflict,
    {"Tổ chức đã xác minh không tự đổi được tên, mã số thuế, số đăng ký, GLN hoặc tỉnh.",
     "A verified organisation cannot itself change its name, tax code, registration number, GLN or "
     "province."}};
inline constexpr Refusal tax_code_taken{
    "accounts/tax-code-taken",
    Kind::conflict,
    {"Một tổ chức khác đã được xác minh với mã số thuế này.",
     "Another organisation was verified with this tax code."}};
inline constexpr Refusal gln_taken{
    "accounts/gln-taken",
    Kind::conflict,
    {"Một tổ chức khác đã được xác minh với mã GLN này.",
     "Another organisation was verified with this GLN."}};
inline constexpr Refusal login_taken{
    "accounts/login-taken",
    Kind::conflict,
    {"Tên đăng nhập này đã có người dùng.", "This login is somebody's already."}};
inline constexpr Refusal last_owner{
    "accounts/last-owner",
    Kind::conflict,
    {"Tổ chức phải còn ít nhất một chủ tài khoản đang hoạt động.",
     "An organisation keeps at least one active owner."}};
inline constexpr Refusal too_many_people{
    "accounts/too-many-people",
    Kind::conflict,
    {"Tổ chức đã có đủ số người tối đa.", "The organisation has as many people as it may."}};
inline constexpr Refusal wrong_password{
    "accounts/wrong-password",
    Kind::forbidden,
    {"Mật khẩu hiện tại không đúng.", "The present password is wrong."}};

// What is wrong with one member of a request; they come as violations, with these codes.

inline constexpr Refusal tax_code_form{
    "accounts/tax-code-form",
    Kind::invalid,
    {"Mã số thuế gồm 10 chữ số, hoặc 10 chữ số, gạch nối và 3 chữ số của đơn vị phụ thuộc.",
     "A tax code has 10 digits, or 10 digits, a hyphen and the 3 digits of a branch."}};
inline constexpr Refusal wrong_check_digit{
    "accounts/tax-code-check-digit",
    Kind::invalid,
    {"Chữ số kiểm tra của mã số thuế không đúng.", "The tax code's check digit is wrong."}};
inline constexpr Refusal tax_code_undecidable{
    "accounts/tax-code-undecidable",
    Kind::invalid,
    {"Không có chữ số kiểm tra nào hợp với chín chữ số đầu của mã số thuế này; hãy đối chiếu với cơ quan "
     "thuế.",
     "No check digit fits the first nine digits of this tax code; compare it with the tax office."}};
inline constexpr Refusal unknown_province{
    "accounts/unknown-province",
    Kind::invalid,
    {"Không nhận ra tỉnh, thành phố này.", "This is no province we know."}};
inline constexpr Refusal wrong_commune{
    "accounts/wrong-commune", Kind::invalid, {"Mã xã, phường gồm 5 chữ số.", "A commune code has 5 digits."}};
inline constexpr Refusal wrong_phone{
    "accounts/wrong-phone",
    Kind::invalid,
    {"Không phải số điện thoại Việt Nam.", "This is no Vietnamese phone number."}};
inline constexpr Refusal wrong_email{
    "accounts/wrong-email", Kind::invalid, {"Không phải địa chỉ email.", "This is no email address."}};
inline constexpr Refusal wrong_login{
    "accounts/wrong-login",
    Kind::invalid,
    {"Tên đăng nhập là số điện thoại Việt Nam, email, hoặc 3 đến 64 chữ không dấu, chữ số và . - _ bắt đầu "
     "bằng chữ.",
     "A login is a Vietnamese phone number, an email address, or 3 to 64 letters without marks, digits and . "
     "- _ "
     "beginning with a letter."}};
inline constexpr Refusal password_length{
    "accounts/password-length",
    Kind::invalid,
    {"Mật khẩu có từ 8 đến 128 ký tự.", "A password has 8 to 128 characters."}};
inline constexpr Refusal password_is_login{
    "accounts/password-is-login",
    Kind::invalid,
    {"Mật khẩu không được trùng tên đăng nhập.", "The password may not be the login."}};
inline constexpr Refusal password_common{
    "accounts/password-common",
    Kind::invalid,
    {"Mật khẩu này quá phổ biến, dễ bị đoán.",
     "This password is among the most common ones and easily guessed."}};
inline constexpr Refusal needed_for_kind{
    "accounts/needed-for-kind",
    Kind::invalid,
    {"Loại tổ chức này bắt buộc phải khai.", "An organisation of this kind must say it."}};
inline constexpr Refusal kind_not_registered{
    "accounts/kind-not-registered",
    Kind::invalid,
    {"Loại tổ chức này không tự đăng ký được.", "An organisation of this kind does not register itself."}};

inline constexpr Refusal kind_not_founded{
    "accounts/kind-not-founded",
    Kind::invalid,
    {"Chỉ lập cơ quan (authority) hoặc tổ chức chứng nhận (certifier).",
     "Only an authority or a certifier is founded."}};
inline constexpr Refusal commune_of_authorities{
    "accounts/commune-of-authorities",
    Kind::invalid,
    {"Chỉ cơ quan (authority) mới được lập cho một xã.", "Only an authority is founded for a commune."}};
inline constexpr Refusal commune_without_province{
    "accounts/commune-without-province",
    Kind::invalid,
    {"Cơ quan cấp xã phải nêu tỉnh của xã.", "A communal authority needs the commune's province."}};
inline constexpr Refusal commune_taken{
    "accounts/commune-taken",
    Kind::conflict,
    {"Xã này đã có cơ quan trên chợ.", "The commune has its authority here already."}};
inline constexpr Refusal not_of_communes{
    "accounts/not-of-communes",
    Kind::forbidden,
    {"Cơ quan cấp xã chỉ kiểm tra hồ sơ OCOP của xã mình.",
     "A communal authority checks its commune's OCOP applications only."}};
inline constexpr Refusal reason_needed{
    "accounts/reason-needed", Kind::invalid, {"Phải nêu lý do.", "A reason is needed."}};
inline constexpr Refusal wrong_cursor{
    "accounts/wrong-cursor",
    Kind::invalid,
    {"Không phải con trỏ của danh sách này; hãy dùng page.next của trang trước.",
     "This is no cursor of this list; use page.next of the page before."}};

inline constexpr std::array refusals{
    &not_signed_in,
    &wrong_credentials,
    &too_many_failures,
    &not_found,
    &changed_meanwhile,
    &wrong_state,
    &proofs_missing,
    &verified_facts_fixed,
    &tax_code_taken,
    &gln_taken,
    &login_taken,
    &last_owner,
    &wrong_password,
    &tax_code_form,
    &wrong_check_digit,
    &tax_code_undecidable,
    &unknown_province,
    &wrong_commune,
    &wrong_phone,
    &wrong_email,
    &wrong_login,
    &password_length,
    &password_is_login,
    &password_common,
    &needed_for_kind,
    &kind_not_registered,
    &too_many_people,
    &kind_not_founded,
    &reason_needed,
    &wrong_cursor,
    &commune_of_authorities,
    &commune_without_province,
    &commune_taken,
    &not_of_communes,
};

}  // namespace chophien::accounts
