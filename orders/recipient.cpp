#include "orders/recipient.hpp"

#include "accounts/contact.hpp"
#include "core/places.hpp"

#include <utility>

namespace chophien::orders {

void tidy(Recipient& recipient, std::vector<Violation>& violations) {
    if (auto phone = accounts::phone_from(recipient.phone)) {
        recipient.phone = std::move(*phone);
    } else {
        violations.push_back(
            {"/recipient/phone",
             "not_a_phone",
             "Phải là số điện thoại Việt Nam, như 0912 345 678.",
             "It must be a telephone number of Vietnam, as 0912 345 678."}
        );
    }
    if (const auto province = province_from(recipient.province)) {
        recipient.province = province->today->code;
    } else {
        violations.push_back(
            {"/recipient/province",
             "unknown_province",
             "Không có tỉnh, thành phố này trong 34 đơn vị hiện hành.",
             "It is none of the 34 provinces and cities in force."}
        );
    }
}

}  // namespace chophien::orders
