#include "catalog/import_row.hpp"

#include "catalog/naming.hpp"
#include "catalog/ocop_set.hpp"
#include "catalog/refusals.hpp"
#include "core/csv.hpp"
#include "core/gs1_key.hpp"
#include "core/places.hpp"
#include "core/text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <unordered_map>

namespace chophien::catalog {

namespace {

using enum ImportColumn;

constexpr std::array headings{
    ImportHeading{product_name, "product_name", "tên sản phẩm", "tên", true, "Chè Tân Cương móc câu"},
    ImportHeading{ocop_set, "ocop_set", "bộ sản phẩm", "bộ ocop", false, "11"},
    ImportHeading{description, "description", "mô tả", "giới thiệu", false, "Chè xanh hái một tôm hai lá"},
    ImportHeading{province, "province", "tỉnh", "tỉnh thành", false, "Thái Nguyên"},
    ImportHeading{origin, "origin", "xuất xứ", "vùng trồng", false, "xã Tân Cương"},
    ImportHeading{brand, "brand", "nhãn hiệu", "thương hiệu", false, ""},
    ImportHeading{storage, "storage", "bảo quản", "cách bảo quản", false, "Nơi khô mát"},
    ImportHeading{usage, "usage", "hướng dẫn sử dụng", "cách dùng", false, "Pha với nước 85 độ"},
    ImportHeading{pack_size, "pack_size", "quy cách", "đóng gói", true, "Hộp 200 g"},
    ImportHeading{unit, "unit", "đơn vị", "đơn vị tính", true, "hộp"},
    ImportHeading{content, "content", "khối lượng tịnh", "định lượng", false, "200"},
    ImportHeading{content_unit, "content_unit", "đơn vị khối lượng", "đơn vị định lượng", false, "g"},
    ImportHeading{price_vnd, "price_vnd", "giá", "giá bán", true, "150000"},
    ImportHeading{minimum, "minimum", "mua tối thiểu", "số lượng tối thiểu", false, "1"},
    ImportHeading{step, "step", "bước mua", "", false, "1"},
    ImportHeading{stock, "stock", "tồn kho", "số lượng", false, "40"},
    ImportHeading{gtin, "gtin", "mã gtin", "mã vạch", false, ""},
    ImportHeading{stars, "stars", "số sao", "sao ocop", false, "4"},
    ImportHeading{decision_no, "decision_no", "số quyết định", "quyết định", false, "123/QĐ-UBND"},
    ImportHeading{decided_on, "decided_on", "ngày quyết định", "ngày cấp", false, "2025-06-30"},
    ImportHeading{issuer, "issuer", "cơ quan cấp", "nơi cấp", false, "UBND tỉnh Thái Nguyên"},
    ImportHeading{source, "source", "nguồn", "", false, ""},
    ImportHeading{ingredients, "ingredients", "thành phần", "thành phần cấu tạo", false, ""},
    ImportHeading{allergens, "allergens", "chất gây dị ứng", "dị ứng", false, ""},
    ImportHeading{warning, "warning", "cảnh báo", "cảnh báo an toàn", false, ""},
    ImportHeading{maker, "maker", "nhà sản xuất", "tổ chức chịu trách nhiệm", false, ""},
    ImportHeading{ethanol, "ethanol", "nồng độ cồn", "độ cồn", false, ""},
    ImportHeading{declaration_no, "declaration_no", "số công bố", "số tiêu chuẩn", false, ""},
    ImportHeading{shelf_life, "shelf_life", "hạn dùng", "hạn sử dụng", false, "12 tháng"},
    ImportHeading{pricing_unit, "pricing_unit", "đơn vị tính giá", "giá tính theo", false, ""},
    ImportHeading{tolerance_percent, "tolerance_percent", "dung sai", "dung sai phần trăm", false, ""},
};

const ImportHeading* heading_from(std::string_view typed) {
    static const auto by_name = [] {
        std::unordered_map<std::string, const ImportHeading*> names;
        for (const auto& heading : headings)
            for (const auto known : {heading.name, heading.name_vi, heading.also_vi})
                if (!known.empty()) names.emplace(name_fold(known), &heading);
        return names;
    }();
    const auto found = by_name.find(name_fold(csv::as_typed(typed)));
    return found == by_name.end() ? nullptr : found->second;
}

/// Reads the cells of one row and collects what is wrong.
class RowReader {
public:
    RowReader(
        std::int64_t line,
        const std::vector<std::string>& cells,
        const std::vector<ImportColumn>& columns,
        std::vector<jobs::Finding>& findings
    )
        : line_(line), findings_(findings), before_(findings.size()) {
        for (std::size_t at = 0; at < columns.size() && at < cells.size(); ++at) {
            auto cell = text::tidy(csv::as_typed(cells[at]));
            if (!cell.empty()) cells_.emplace_back(columns[at], std::move(cell));
        }
    }

    const std::string* cell(ImportColumn column) const {
        const auto found = std::ranges::find(cells_, column, &std::pair<ImportColumn, std::string>::first);
        return found == cells_.end() ? nullptr : &found->second;
    }

    void wrong(ImportColumn column, std::string_view code, std::string vi, std::string en) {
        findings_.push_back(
            {line_, std::string(json::name_of(column)), std::string(code), std::move(vi), std::move(en)}
        );
    }

    bool clean() const { return findings_.size() == before_; }

    std::optional<std::string> text(ImportColumn column, std::size_t most) {
        const auto* found = cell(column);
        if (found == nullptr) return std::nullopt;
        if (text::characters(*found) <= most) return *found;
        wrong(
            column,
            "too_long",
            fmt::format("Không được quá {} ký tự.", most),
            fmt::format("It must have at most {} characters.", most)
        );
        return std::nullopt;
    }

    std::string needed(ImportColumn column, std::size_t most) {
        if (cell(column) == nullptr)
            wrong(column, "required", "Không được để trống.", "It may not be empty.");
        return text(column, most).value_or("");
    }

    std::optional<Decimal> quantity(ImportColumn column) {
        const auto* found = cell(column);
        if (found == nullptr) return std::nullopt;
        auto read = quantity_from(*found);
        if (!read || read->thousandths < 0)
            wrong(
                column,
                "not_a_quantity",
                "Phải là số như 12 hoặc 12,5; không dùng dấu ngăn hàng nghìn.",
                "It must be a number as 12 or 12.5, without thousands separators."
            );
        return read;
    }

    void take_over(const std::vector<Violation>& faults) {
        for (const auto& fault : faults) wrong(column_at(fault.pointer), fault.code, fault.vi, fault.en);
    }

private:
    std::int64_t line_;
    std::vector<jobs::Finding>& findings_;
    std::size_t before_;
    std::vector<std::pair<ImportColumn, std::string>> cells_;
};

const Unit* read_unit(RowReader& reader, ImportColumn column) {
    const auto* typed = reader.cell(column);
    if (typed == nullptr) return nullptr;
    const auto* unit = unit_from(*typed);
    if (unit == nullptr)
        reader.wrong(
            column,
            "unknown_unit",
            fmt::format("Không nhận ra đơn vị \"{}\".", *typed),
            fmt::format("\"{}\" is no unit we know.", *typed)
        );
    return unit;
}

// "10" or "10 %". The offer it belongs to is judged as a whole when it is known (faults_of).
void read_weighing(RowReader& reader, ImportRow& row) {
    if (const auto* unit = read_unit(reader, pricing_unit)) row.pricing_unit = unit;
    const auto* typed = reader.cell(tolerance_percent);
    if (typed == nullptr) return;
    std::string_view digits(*typed);
    if (digits.ends_with('%')) digits.remove_suffix(1);
    while (digits.ends_with(' ')) digits.remove_suffix(1);
    std::int32_t percent = 0;
    const auto* end = digits.data() + digits.size();
    const auto read = std::from_chars(digits.data(), end, percent);
    if (digits.empty() || read.ptr != end || read.ec != std::errc{})
        reader.wrong(
            tolerance_percent,
            "not_a_percentage",
            "Phải là số nguyên phần trăm như 10 hoặc 10%.",
            "It must be a whole number of percent, as 10 or 10%."
        );
    else
        row.tolerance_percent = percent;
}

void read_offer(RowReader& reader, ImportRow& row) {
    row.pack = reader.needed(pack_size, 100);
    row.pack_identity = pack_identity(row.pack);
    if (reader.cell(unit) == nullptr)
        reader.wrong(unit, "required", "Không được để trống.", "It may not be empty.");
    row.unit = read_unit(reader, unit);
    const auto* price = reader.cell(price_vnd);
    const auto money = price == nullptr ? std::nullopt : price_from(*price);
    if (price == nullptr)
        reader.wrong(price_vnd, "required", "Không được để trống.", "It may not be empty.");
    else if (!money)
        reader.wrong(
            price_vnd,
            "not_a_price",
            fmt::format("\"{}\" không phải giá tiền (đồng).", *price),
            fmt::format("\"{}\" is no price in đồng.", *price)
        );
    row.price = money.value_or(vnd(0));
    row.step = reader.quantity(step);
    row.minimum = reader.quantity(minimum);
    row.stock = reader.quantity(stock);
    const auto net = reader.quantity(content);
    const auto* net_unit = read_unit(reader, content_unit);
    if (net && net_unit != nullptr)
        row.content = Quantity{*net, net_unit};
    else if (net && reader.cell(content_unit) == nullptr)
        reader.wrong(
            content_unit, "required", "Có khối lượng tịnh thì phải có đơn vị.", "Net content needs its unit."
        );
    read_weighing(reader, row);
    if (!reader.clean()) return;
    Offer offer;
    offer.unit = row.unit;
    offer.price = row.price;
    offer.step = row.step.value_or(whole(1));
    offer.minimum = row.minimum.value_or(offer.step);
    if (row.content) offer.content = row.content->value;
    reader.take_over(faults_of(offer));
    if (!row.stock) return;
    if (auto fault = fault_of_stock(*row.stock, *row.unit, "/stock")) reader.take_over({*fault});
}

void read_gtin(RowReader& reader, ImportRow& row) {
    const auto* typed = reader.cell(gtin);
    if (typed == nullptr) return;
    auto read = gtin_from(*typed);
    if (!read)
        reader.wrong(gtin, "wrong_gtin", read.error().vi, read.error().en);
    else if (is_restricted(*read))
        reader.wrong(
            gtin,
            "restricted_gtin",
            "Mã này thuộc dải lưu hành nội bộ của GS1, không phải mã của người bán.",
            "This number is of GS1's restricted circulation, not a seller's own."
        );
    else
        row.gtin = std::string(read->text());
}

void read_label(RowReader& reader, ImportRow& row) {
    const auto* typed = reader.cell(stars);
    if (typed == nullptr) return;
    DeclaredLabel label;
    const auto* end = typed->data() + 1;
    if (typed->size() != 1 || std::from_chars(typed->data(), end, label.stars).ec != std::errc{} ||
        label.stars < 1 || label.stars > 5) {
        reader.wrong(stars, "not_stars", "Số sao từ 1 đến 5.", "Stars are from 1 to 5.");
        return;
    }
    const auto* day = reader.cell(decided_on);
    const auto decided = day == nullptr ? std::nullopt : day_from(*day);
    if (!decided) {
        reader.wrong(
            decided_on,
            "not_a_day",
            "Khai sao thì phải có ngày quyết định, viết như 2025-06-30.",
            "Stars need the day of the decision, written as 2025-06-30."
        );
        return;
    }
    label.decided_on = *decided;
    label.decision_no = reader.text(decision_no, 60);
    label.issuer = reader.text(issuer, 200);
    label.source = reader.text(source, 300);
    if (label.stars >= 3) row.label = std::move(label);  // fewer stars give no certificate: nothing to show
}

}  // namespace

ImportColumn column_at(std::string_view pointer) {
    static constexpr std::array known{
        std::pair{std::string_view("/price"), price_vnd},
        std::pair{std::string_view("/minimum"), minimum},
        std::pair{std::string_view("/step"), step},
        std::pair{std::string_view("/stock"), stock},
        std::pair{std::string_view("/content"), content},
        std::pair{std::string_view("/pricing_unit"), pricing_unit},
        std::pair{std::string_view("/tolerance_percent"), tolerance_percent}};
    const auto found = std::ranges::find(known, pointer, &decltype(known)::value_type::first);
    ensure(found != known.end(), "every fault of an offer has its column");
    return found->second;
}

std::vector<ImportHeading> import_headings() { return {headings.begin(), headings.end()}; }

Result<std::vector<ImportColumn>> columns_of(const std::vector<std::string>& header) {
    std::vector<ImportColumn> columns;
    std::vector<Violation> faults;
    const auto fault = [&](std::string_view code, std::string vi, std::string en) {
        faults.push_back({"/csv", code, std::move(vi), std::move(en)});
    };
    for (const auto& typed : header) {
        const auto* heading = heading_from(typed);
        if (heading == nullptr) {
            fault(
                "unknown_column",
                fmt::format("Không có cột \"{}\".", text::tidy(typed)),
                fmt::format("There is no column \"{}\".", text::tidy(typed))
            );
        } else if (std::ranges::find(columns, heading->column) != columns.end()) {
            fault(
                "repeated_column",
                fmt::format("Cột \"{}\" có hai lần.", heading->name_vi),
                fmt::format("The column \"{}\" is there twice.", heading->name)
            );
        } else {
            columns.push_back(heading->column);
        }
    }
    for (const auto& heading : headings)
        if (heading.needed && std::ranges::find(columns, heading.column) == columns.end())
            fault(
                "missing_column",
                fmt::format("Thiếu cột \"{}\" ({}).", heading.name_vi, heading.name),
                fmt::format("The column \"{}\" is missing.", heading.name)
            );
    if (!faults.empty()) return refuse(wrong_import, std::move(faults));
    return columns;
}

std::optional<ImportRow> row_from(
    std::int64_t line,
    const std::vector<std::string>& cells,
    const std::vector<ImportColumn>& columns,
    std::vector<jobs::Finding>& findings
) {
    using enum ImportColumn;
    RowReader reader(line, cells, columns, findings);
    ImportRow row;
    row.line = line;
    if (cells.size() > columns.size())
        reader.wrong(
            columns.back(),
            "too_many_cells",
            fmt::format("Dòng có {} ô, tiêu đề có {}.", cells.size(), columns.size()),
            fmt::format("The row has {} cells, the header {}.", cells.size(), columns.size())
        );
    row.name = reader.needed(product_name, 150);
    row.identity = name_identity(row.name);
    if (!row.name.empty() && row.identity.empty())
        reader.wrong(
            product_name, "no_letter", "Tên phải có chữ hoặc số.", "A name has a letter or a digit."
        );
    row.description = reader.text(description, 5000);
    row.origin = reader.text(origin, 200);
    row.brand = reader.text(brand, 100);
    row.storage = reader.text(storage, 1000);
    row.usage = reader.text(usage, 1000);
    row.label_words.ingredients = reader.text(ingredients, 2000);
    row.label_words.allergens = reader.text(allergens, 300);
    row.label_words.warning = reader.text(warning, 1000);
    row.label_words.maker = reader.text(maker, 300);
    row.label_words.ethanol = reader.text(ethanol, 40);
    row.label_words.declaration_no = reader.text(declaration_no, 100);
    row.label_words.shelf_life = reader.text(shelf_life, 100);
    if (const auto* typed = reader.cell(ocop_set)) {
        if (const auto* set = ocop_set_from(*typed))
            row.ocop_set = set->number;
        else
            reader.wrong(
                ocop_set,
                "unknown_set",
                fmt::format("Không nhận ra bộ sản phẩm \"{}\" (1–26).", *typed),
                fmt::format("\"{}\" is no OCOP set (1–26).", *typed)
            );
    }
    if (const auto* typed = reader.cell(province)) {
        if (const auto known = province_from(*typed))
            row.province = std::string(known->today->code);
        else
            reader.wrong(
                province,
                "unknown_province",
                fmt::format("Không nhận ra tỉnh, thành phố \"{}\".", *typed),
                fmt::format("\"{}\" is no province we know.", *typed)
            );
    }
    read_offer(reader, row);
    read_gtin(reader, row);
    read_label(reader, row);
    if (!reader.clean()) return std::nullopt;
    return row;
}

std::optional<Money> price_from(std::string_view typed) {
    auto folded = text::fold(typed);
    for (const std::string_view sign : {"vnd", "dong", "d"})
        if (folded.ends_with(sign)) {
            folded.resize(folded.size() - sign.size());
            break;
        }
    while (folded.ends_with(' ')) folded.pop_back();
    std::string digits;
    std::size_t group = 0;  // digits since the last separator
    char separator = 0;
    for (const char sign : folded) {
        if (sign >= '0' && sign <= '9') {
            digits += sign;
            ++group;
            continue;
        }
        const bool first = separator == 0;
        if ((sign != '.' && sign != ',' && sign != ' ') || (!first && sign != separator)) return std::nullopt;
        if (first ? group == 0 || group > 3 : group != 3) return std::nullopt;
        separator = sign;
        group = 0;
    }
    if (digits.empty() || digits.size() > 15 || (separator != 0 && group != 3)) return std::nullopt;
    std::int64_t amount = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), amount);
    if (amount < 1 || amount > Money::limit) return std::nullopt;
    return vnd(amount);
}

std::optional<Decimal> quantity_from(std::string_view typed) {
    std::string text(typed);
    if (const auto comma = text.find(','); comma != std::string::npos) text[comma] = '.';
    const auto point = text.find('.');
    if (point != std::string::npos && point <= 3 && text.size() - point == 4 && !text.starts_with('0'))
        return std::nullopt;
    return decimal_from(text);
}

}  // namespace chophien::catalog
