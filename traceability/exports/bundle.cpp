#include "traceability/exports/bundle.hpp"

#include "core/json.hpp"
#include "traceability/epcis/context.hpp"
#include "traceability/epcis/writing.hpp"
#include "traceability/epcis/xml_writing.hpp"
#include "traceability/graph/ties_store.hpp"

#include <map>

namespace chophien::traceability::exports {

namespace {

using json::Document;
using Namespaces = std::map<std::string, std::string>;

constexpr std::size_t events_at_once = 200;
constexpr std::string_view tail = "]}}";

constexpr db::Statement select_contexts{"exports.contexts_of_events", R"sql(
    SELECT c.namespaces
      FROM JSON_TABLE(?, '$[*]' COLUMNS (id BIGINT UNSIGNED PATH '$')) AS these
           STRAIGHT_JOIN epcis_events AS e FORCE INDEX (PRIMARY) ON e.id = these.id
           STRAIGHT_JOIN epcis_contexts AS c ON c.id = e.context
     GROUP BY c.id, c.namespaces
     ORDER BY c.id
)sql"};

// The document's own @context stands before its events, so their prefixes are gathered first.
Namespaces namespaces_of(db::Transaction& tx, const ChainEvents& chain) {
    std::vector<std::uint64_t> ids;
    for (const auto& event : chain.events) ids.push_back(event.event.number);
    Namespaces all;
    for (const auto& text : tx.rows<std::string>(select_contexts, graph::list_of(ids))) {
        const auto namespaces = json::parse(text).value();
        for (const auto& [prefix, name] : namespaces.items()) all.emplace(prefix, name.get<std::string>());
    }
    return all;
}

Document document_of(const Namespaces& common, Instant now) {
    auto context = Document::array({std::string(epcis::epcis_context)});
    if (!common.empty()) context.push_back(common);
    return {
        {"@context", std::move(context)},
        {"type", "EPCISDocument"},
        {"schemaVersion", "2.0"},
        {"creationDate", text_of(now)},
        {"epcisBody", {{"eventList", Document::array()}}}};
}

// An event whose prefix means something else than in the document says so itself.
Document event_in(const Namespaces& common, const epcis::StoredEvent& event) {
    auto shown = epcis::event_json(
        event.content, event.namespaces, {event.record_time, event.event_id}, epcis::Format::digital_link
    );
    shown.erase("@context");
    for (const auto& [prefix, name] : event.namespaces) {
        const auto known = common.find(prefix);
        if (known != common.end() && known->second == name) continue;
        shown["@context"] = Document::array({Document(event.namespaces)});
        break;
    }
    return shown;
}

class Bundle final : public Pieces {
public:
    Bundle(accounts::Caller caller, ChainEvents chain, Namespaces common, Instant now)
        : caller_(caller), chain_(std::move(chain)), common_(std::move(common)) {
        // Members stand in the order of their names: epcisBody comes last but for what is put before it here.
        auto head = document_of(common_, now);
        head.erase("epcisBody");
        text_ = head.dump();
        text_.back() = ',';
        text_ += R"("epcisBody":{"eventList":[)";
    }

    void read(db::Transaction& tx) override {
        if (events_) return;
        const std::span all(chain_.events);
        const auto part = all.subspan(written_, std::min(events_at_once, all.size() - written_));
        events_ = as_seen(tx, caller_, part);
    }

    std::string take() override {
        auto piece = std::exchange(text_, {});
        for (const auto& event : *events_) {
            if (!std::exchange(first_, false)) piece += ',';
            piece += event_in(common_, event).dump();
        }
        events_.reset();
        written_ = std::min(written_ + events_at_once, chain_.events.size());
        finished_ = written_ == chain_.events.size();
        if (finished_) piece += tail;
        return piece;
    }

    bool finished() const override { return finished_; }

private:
    accounts::Caller caller_;
    ChainEvents chain_;
    Namespaces common_;
    std::string text_;
    std::optional<std::vector<epcis::StoredEvent>> events_;  // none: the next are to be read
    std::size_t written_ = 0;
    bool first_ = true;
    bool finished_ = false;
};

}  // namespace

Result<std::unique_ptr<Pieces>> epcis_bundle(
    db::Transaction& tx, const accounts::Caller& caller, const AskExport& ask
) {
    auto chain = events_of_chain(tx, caller, ask, most_bundle_events);
    if (!chain) return refuse(chain);
    auto common = namespaces_of(tx, *chain);
    return std::make_unique<Bundle>(caller, *std::move(chain), std::move(common), tx.now());
}

Result<std::string> epcis_xml_bundle(
    db::Transaction& tx, const accounts::Caller& caller, const AskExport& ask
) {
    const auto chain = events_of_chain(tx, caller, ask, most_xml_events);
    if (!chain) return tl::unexpected(chain.error());
    const auto common = namespaces_of(tx, *chain);
    auto document = document_of(common, tx.now());
    auto& list = document["epcisBody"]["eventList"];
    each_event(tx, caller, *chain, [&](const epcis::StoredEvent& event) {
        list.push_back(event_in(common, event));
    });
    return epcis::document_to_xml(document);
}

}  // namespace chophien::traceability::exports
