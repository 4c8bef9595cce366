// Every reason OCOP labelling says no.
#pragma once

#include "core/result.hpp"

#include <array>

namespace chophien::catalog::ocop {

inline constexpr Refusal unknown_application{
    "ocop/unknown-application", Kind::not_found, {"Không có hồ sơ này.", "There is no such application."}};
inline constexpr Refusal unknown_label{
    "ocop/unknown-label", Kind::not_found, {"Không có nhãn OCOP này.", "There is no such OCOP label."}};
inline constexpr Refusal not_as_scored{
    "ocop/not-as-scored",
    Kind::invalid,
    {"Phiếu điểm chưa hợp lệ; xem từng điểm sai.", "The score sheet is not valid; see each violation."}};
inline constexpr Refusal not_as_handed_in{
    "ocop/not-as-handed-in",
    Kind::invalid,
    {"Nơi nhận hồ sơ chưa hợp lệ; xem từng điểm sai.",
     "Where it is handed in is not valid; see each violation."}};
inline constexpr Refusal not_eligible{
    "ocop/not-eligible",
    Kind::conflict,
    {"Chủ thể hoặc sản phẩm chưa đủ điều kiện nộp hồ sơ OCOP.",
     "The holder or the product cannot apply for OCOP."}};
inline constexpr Refusal already_open{
    "ocop/already-open",
    Kind::conflict,
    {"Sản phẩm này đang có một hồ sơ chưa kết thúc.", "The product has an application under way."}};
inline constexpr Refusal wrong_asking{
    "ocop/wrong-asking",
    Kind::conflict,
    {"Loại đăng ký không khớp với nhãn hiện có của sản phẩm.",
     "What is asked for does not fit the product's present label."}};
inline constexpr Refusal outside_window{
    "ocop/outside-window",
    Kind::conflict,
    {"Hồ sơ đánh giá lại chỉ nhận từ 180 đến 120 ngày trước khi nhãn hết hạn.",
     "A re-evaluation is handed in from 180 to 120 days before the label's last day."}};
inline constexpr Refusal wrong_step{
    "ocop/wrong-step",
    Kind::conflict,
    {"Không làm được việc này ở bước hiện tại của hồ sơ.",
     "This cannot be done at the application's present step."}};
inline constexpr Refusal changed_meanwhile{
    "ocop/changed-meanwhile",
    Kind::stale,
    {"Hồ sơ đã được sửa sau lần bạn đọc; hãy đọc lại rồi sửa.",
     "The application was changed after you read it; read it again, then change it."}};
inline constexpr Refusal reason_needed{
    "ocop/reason-needed", Kind::invalid, {"Cần nêu lý do.", "A reason is needed."}};
inline constexpr Refusal own_application{
    "ocop/own-application",
    Kind::forbidden,
    {"Người của chủ thể hoặc người đã nộp hồ sơ không được chấm điểm.",
     "Nobody scores an application of their own organisation or one they submitted."}};
inline constexpr Refusal already_scored{
    "ocop/already-scored",
    Kind::conflict,
    {"Bạn đã chấm điểm hồ sơ này trong vòng này.", "You scored this application in this round already."}};
inline constexpr Refusal not_the_chair{
    "ocop/not-the-chair",
    Kind::forbidden,
    {"Chỉ người đứng đầu cơ quan được ra quyết định này.", "Only the authority's head decides this."}};
inline constexpr Refusal too_few_scorers{
    "ocop/too-few-scorers",
    Kind::conflict,
    {"Hội đồng chưa đủ ba phiếu điểm trong vòng này.",
     "The council has fewer than three sheets in this round."}};
inline constexpr Refusal other_verdict{
    "ocop/other-verdict",
    Kind::conflict,
    {"Kết quả chấm điểm của hội đồng dẫn đến một quyết định khác.",
     "The council's scores lead to another decision."}};
inline constexpr Refusal not_as_decided{
    "ocop/not-as-decided",
    Kind::invalid,
    {"Quyết định chưa hợp lệ; xem từng điểm sai.", "The decision is not valid; see each violation."}};
inline constexpr Refusal label_known{
    "ocop/label-known",
    Kind::conflict,
    {"Sản phẩm đã có nhãn này (cùng ngày, cùng số sao).",
     "The product has this label already (same day, same stars)."}};
inline constexpr Refusal other_level{
    "ocop/other-level",
    Kind::forbidden,
    {"Việc này thuộc cấp khác quyết định.", "Another level decides this."}};
inline constexpr Refusal label_over{
    "ocop/label-over",
    Kind::conflict,
    {"Nhãn đã hết hạn hoặc đã bị thu hồi.", "The label has ended or was withdrawn."}};
inline constexpr Refusal too_long{
    "ocop/too-long",
    Kind::conflict,
    {"Chỉ được gia hạn về sau, nhiều nhất 180 ngày sau ngày hết hạn ban đầu.",
     "A label is only extended to a later day, at most 180 days after its first last day."}};
inline constexpr Refusal not_the_owner{
    "ocop/not-the-owner",
    Kind::forbidden,
    {"Chỉ người đứng đầu chủ thể được đồng ý chuyển nhãn.",
     "Only the owner of the holder consents to a transfer."}};
inline constexpr Refusal not_transferable{
    "ocop/not-transferable",
    Kind::conflict,
    {"Không chuyển được nhãn sang sản phẩm này; xem từng lý do.",
     "The label cannot go over to that product; see each reason."}};
inline constexpr Refusal consent_missing{
    "ocop/consent-missing",
    Kind::conflict,
    {"Cần cả bên giao và bên nhận đồng ý trước khi chuyển nhãn.",
     "Both holders consent before a label is transferred."}};
inline constexpr Refusal application_under_way{
    "ocop/application-under-way",
    Kind::conflict,
    {"Sản phẩm giao nhãn còn hồ sơ chưa kết thúc: rút hồ sơ hoặc chờ kết quả trước.",
     "The product that gives the label away has an application under way: withdraw it or await its end."}};
inline constexpr Refusal wrong_cursor{
    "ocop/wrong-cursor",
    Kind::invalid,
    {"Con trỏ `after` không hợp lệ; hãy bắt đầu lại từ trang đầu.",
     "The `after` cursor is not valid; begin again at the first page."}};

inline constexpr std::array refusals{&unknown_application, &unknown_label,        &not_as_scored,
                                     &not_as_handed_in,    &not_eligible,         &already_open,
                                     &wrong_asking,        &outside_window,       &wrong_step,
                                     &changed_meanwhile,   &reason_needed,        &own_application,
                                     &already_scored,      &not_the_chair,        &too_few_scorers,
                                     &other_verdict,       &not_as_decided,       &label_known,
                                     &other_level,         &label_over,           &too_long,
                                     &wrong_cursor,        &not_the_owner,        &not_transferable,
                                     &consent_missing,     &application_under_way};

}  // namespace chophien::catalog::ocop
