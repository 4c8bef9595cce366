// What holds for every event: reading undoes writing, the hash sees content only, broken documents are
// refused in order.
#include "core/csv.hpp"
#include "tests/unit/epcis_author.hpp"
#include "tests/unit/epcis_documents.hpp"
#include "tests/unit/shared_vectors.hpp"
#include "traceability/epcis/event_hash.hpp"
#include "traceability/epcis/writing.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

namespace chophien::traceability::epcis {
namespace {

using json::Document;
using tests::document_of;
using tests::EpcisAuthor;
using tests::lenient;

EpcisAuthor some_author() {
    return EpcisAuthor(
        *rc::gen::noShrink(rc::gen::resize(rc::kNominalSize, rc::gen::arbitrary<std::uint32_t>()))
    );
}

Event read_one(const Document& event) {
    const auto bundle = read_document(document_of({event}), lenient);
    RC_LOG() << event.dump(1) << tests::text_of(tests::faults_of(bundle));
    RC_ASSERT(tests::faults_of(bundle).empty());
    return *bundle.events.at(0).event;
}

void same(const Event& one, const Event& other) {
    RC_ASSERT(one.content == other.content);
    RC_ASSERT(one.namespaces == other.namespaces);
    RC_ASSERT(one.mentions == other.mentions);
    RC_ASSERT(one.hash == other.hash);
    RC_ASSERT(one.type == other.type && one.action == other.action && one.time == other.time);
    RC_ASSERT(one.declaration == other.declaration);
}

RC_GTEST_PROP(EpcisProperty, WhatIsWrittenIsReadAsTheSameEvent, ()) {
    auto author = some_author();
    auto event = read_one(author.event());
    if (event.event_id.empty()) event.content["eventID"] = event.hash;
    const auto written =
        event_json(event, {lenient.now, event.content["eventID"].get_ref<const std::string&>()});
    const auto again = read_event(written, lenient);
    RC_LOG() << written.dump(1) << tests::text_of(again.faults);
    RC_ASSERT(again.event.has_value());
    same(event, *again.event);
    for (const auto& document :
         {capture_document({written}, lenient.now),
          query_document({written}, {.query_name = "q", .created = lenient.now})}) {
        const auto bundle = read_document(document, lenient);
        RC_LOG() << tests::text_of(tests::faults_of(bundle));
        RC_ASSERT(bundle.events.at(0).event.has_value());
        same(event, *bundle.events[0].event);
    }
}

RC_GTEST_PROP(EpcisProperty, TheHashDoesNotSeeOrderNorTheFormOfNames, ()) {
    auto author = some_author();
    const auto sent = author.event();
    const auto event = read_one(sent);
    auto shuffled = sent;
    author.shuffle(shuffled);
    const auto other = read_one(shuffled);
    RC_ASSERT(event.hash == other.hash);
    for (const auto format : {Format::digital_link, Format::urn, Format::never_translates}) {
        auto content = event.content;
        const bool all = translate(content, format, [](std::string_view) { return std::optional(7); });
        RC_ASSERT(all);
        RC_ASSERT(event_hash(content, event.namespaces) == event.hash);
    }
    auto changed = event.content;
    changed["ex:weather"] = "other than anything written";
    RC_ASSERT(event_hash(changed, {{"ex", "https://ns.example.com/epcis/"}}) != event.hash);
}

// Neither crash nor silence, and every fault points into the document or at a member missing there.
void refused_in_order(const Document& document, const Bundle& bundle) {
    for (const auto& fault : tests::faults_of(bundle)) {
        const auto parent = fault.pointer.substr(0, std::min(fault.pointer.size(), fault.pointer.rfind('/')));
        RC_LOG() << fault.pointer << " " << fault.rule;
        RC_ASSERT(document.contains(Document::json_pointer(parent)) || !bundle.faults.empty());
        RC_ASSERT(!fault.rule.empty());
    }
    for (const auto& read : bundle.events) RC_ASSERT(read.event.has_value() == read.faults.empty());
}

RC_GTEST_PROP(EpcisProperty, ABrokenDocumentIsRefusedAtItsFaults, ()) {
    auto author = some_author();
    auto document = document_of({author.event(), author.event()});
    for (auto count = 1 + author.below(4); count > 0; --count) author.breaks(document);
    RC_LOG() << document.dump(1);
    refused_in_order(document, read_document(document, lenient));
    if (!document.is_object()) return;
    auto alone = author.event();
    alone["@context"] = "https://ref.gs1.org/standards/epcis/epcis-context.jsonld";
    author.breaks(alone);
    (void)read_event(alone, lenient);
}

TEST(EpcisProperty, ThePublishedDocumentsBrokenAtRandomAreRefusedAtTheirFaults) {
    const auto index = tests::shared_text("gs1/events/index.csv");
    if (!index) GTEST_SKIP() << tests::no_vectors("gs1/events/index.csv");
    csv::Reader reader(*index);
    std::vector<std::string> cells;
    EpcisAuthor author(20261130);
    while (*reader.next(cells)) {
        if (cells[1] != "json") continue;
        const auto whole = *tests::shared_vectors("gs1/" + cells[0]);
        for (int round = 0; round < 25; ++round) {
            auto document = whole;
            for (auto count = 1 + author.below(3); count > 0; --count) author.breaks(document);
            const auto bundle = read_document(document, lenient);
            for (const auto& read : bundle.events)
                EXPECT_EQ(read.event.has_value(), read.faults.empty()) << cells[0];
            (void)read_event(document, lenient);
        }
    }
}

}  // namespace
}  // namespace chophien::traceability::epcis
