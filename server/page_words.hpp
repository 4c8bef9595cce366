// What pages have in common when they put things into words.
#pragma once

#include "catalog/certificates/certificates.hpp"
#include "core/quantity.hpp"
#include "server/pages.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace chophien::server {

std::string_view in(Language language, std::string_view vi, std::string_view en);
std::string_view in(Language language, const Words& words);

Words words_of(accounts::OrganisationKind kind);

// An empty text is a section that a template leaves out.
std::string text_or_empty(const std::optional<std::string>& text);
std::string shown_or_empty(const std::optional<Day>& day, Language language);

/// "2,5", "2.5".
std::string shown_decimal(Decimal value, Language language);
std::string_view name_of_unit(const Unit& unit, Language language);

/// One for each line that says something.
std::vector<std::string> paragraphs_of(std::string_view text);

View certificates_of(const std::vector<catalog::CertificateView>& certificates, Language language);

}  // namespace chophien::server
