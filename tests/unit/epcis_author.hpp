// Writes random valid EPCIS events, and breaks documents at random.
#pragma once

#include <nlohmann/json.hpp>

#include <random>
#include <string>
#include <vector>

namespace chophien::tests {

class EpcisAuthor {
public:
    explicit EpcisAuthor(std::uint32_t seed) : random_(seed) {}

    nlohmann::json event();
    /// One change somewhere in the document: a value replaced, taken away, doubled or renamed.
    void breaks(nlohmann::json& document);
    /// Puts every list of an event whose order means nothing into another order.
    void shuffle(nlohmann::json& event);

    std::size_t below(std::size_t bound) {
        return std::uniform_int_distribution<std::size_t>(0, bound - 1)(random_);
    }

    bool perhaps() { return below(2) == 0; }

private:
    template <class T>
    const T& one_of(const std::vector<T>& choices) {
        return choices[below(choices.size())];
    }

    std::string digits(std::size_t count);
    std::string unit();
    std::string item_class();
    std::string place();
    std::string time();
    nlohmann::json units();
    nlohmann::json quantities();
    nlohmann::json private_value(int depth);
    nlohmann::json sensor();
    void add_common(nlohmann::json& event);

    std::mt19937 random_;
};

}  // namespace chophien::tests
