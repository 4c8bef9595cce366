#include "catalog/import_undo.hpp"

#include "catalog/importing.hpp"
#include "catalog/listing_history.hpp"
#include "catalog/listing_store.hpp"

#include <fmt/format.h>

namespace chophien::catalog {

namespace {

using import_store::ChangeKind;
using import_store::JournalLine;

/// The journal's lines of one product, and what there is of it now.
class Undoing {
public:
    Undoing(db::Transaction& tx, jobs::Job& job, UndoResult& result, std::span<const JournalLine> lines)
        : tx_(tx), job_(job), result_(result), lines_(lines) {}

    void run() {
        auto product = store::lock_product(tx_, lines_.front().product, {job_.owner});
        if (!product) return;  // erased since
        const auto& first = lines_.front();
        const bool about_product = !first.offer;
        const bool untouched = !about_product || product->version == first.version;
        if (about_product && first.kind == ChangeKind::created && untouched && all_offers_untouched()) {
            take_back_created(*product);
            return;
        }
        if (about_product) {
            if (first.label) drop_label(tx_, first.label);
            if (untouched && first.before)
                restore(*product, *first.before);
            else
                keep(*product, "");
        }
        for (const auto& line : lines_)
            if (line.offer) undo_offer(*product, line);
        ++result_.restored;
        show(product->id);
    }

private:
    std::optional<store::StockedOffer> offer_of(const JournalLine& line) {
        return store::lock_offer(tx_, line.offer, {job_.owner});
    }

    static bool untouched(const store::StockedOffer& offer, const JournalLine& line) {
        return offer.offer.version == line.version && offer.stock.least_on_hand.thousandths == 0 &&
               (!line.on_hand_now || offer.stock.on_hand == *line.on_hand_now);
    }

    // Also no offer was added since.
    bool all_offers_untouched() {
        std::size_t seen = 0;
        for (const auto& line : lines_) {
            if (!line.offer) continue;
            ++seen;
            const auto offer = offer_of(line);
            if (!offer || !untouched(*offer, line)) return false;
        }
        return store::offers_of(tx_, lines_.front().product).size() == seen;
    }

    void take_back_created(Product& product) {
        const auto id = product.id;
        if (product.state == ProductState::draft && !product.published_at) {
            import_store::erase_draft(tx_, id);
            ++result_.erased;
        } else {
            for (const auto& line : lines_)
                if (line.offer) set_stock(*offer_of(line), whole(0));
            if (const auto next = next_state(product.state, ProductStep::withdraw)) product.state = *next;
            if (const auto label = lines_.front().label) drop_label(tx_, label);
            ensure(store::update(tx_, product), "withdrawing changes no name");
            ++result_.withdrawn;
        }
        show(id);
    }

    void restore(Product& product, const std::string& before) {
        auto old = json::as<Product>(std::string_view(before));
        ensure(old.has_value(), "the journal keeps products as they were");
        const auto now = product;
        product = std::move(*old);
        product.id = now.id;
        product.seller = now.seller;
        product.version = now.version;
        product.created_at = now.created_at;
        if (!store::update(tx_, product)) {
            product = now;
            keep(product, "");
        }
    }

    void undo_offer(const Product& product, const JournalLine& line) {
        auto found = offer_of(line);
        if (!found) return;
        auto& offer = found->offer;
        if (!untouched(*found, line)) {
            keep(product, offer.pack);
            return;
        }
        if (line.before) {
            auto old = json::as<Offer>(std::string_view(*line.before));
            ensure(old.has_value(), "the journal keeps offers as they were");
            offer.pack = old->pack;
            offer.content = old->content;
            offer.content_unit = old->content_unit;
            offer.gtin = old->gtin;
            offer.price = old->price;
            offer.minimum = old->minimum;
            offer.step = old->step;
            offer.state = old->state;
            // Older journals do not name it, and the pricing unit never changes: what is there stays valid.
            if (old->tolerance_percent) offer.tolerance_percent = old->tolerance_percent;
        } else {
            offer.state = OfferState::paused;
        }
        if (store::update(tx_, offer) != store::Taken::no) {
            keep(product, offer.pack);
            return;
        }
        set_stock(*found, line.on_hand.value_or(whole(0)));
    }

    void set_stock(const store::StockedOffer& offer, Decimal to) {
        store::set_on_hand(
            tx_,
            offer.offer.id,
            offer.stock,
            to,
            store::MovementKind::undone,
            text_of(job_.id),
            {job_.opened_by}
        );
    }

    void keep(const Product& product, const std::string& pack) {
        ++result_.kept;
        const auto what = pack.empty() ? product.name : fmt::format("{} ({})", product.name, pack);
        jobs::report(
            tx_,
            job_,
            {0,
             std::nullopt,
             "changed_since",
             fmt::format("{}: đã được sửa hoặc bán sau lần nhập, nên giữ nguyên.", what),
             fmt::format("{}: changed or sold after the import, so left as it is.", what)}
        );
    }

    void show(ProductId id) {
        const ProductId one[] = {id};
        refresh_listing(tx_, one);
        keep_history(tx_, one);
        tx_.announce({"product.changed", text_of(id)});
    }

    db::Transaction& tx_;
    jobs::Job& job_;
    UndoResult& result_;
    std::span<const JournalLine> lines_;
};

}  // namespace

void undo_step(db::Transaction& tx, jobs::Job& job) {
    const auto settings = json::as<NameImport>(std::string_view(job.settings));
    auto result = json::as<UndoResult>(std::string_view(
        job.result == "{}" ? std::string_view(R"({"erased":0,"withdrawn":0,"restored":0,"kept":0})")
                           : std::string_view(job.result)
    ));
    ensure(settings && result, "what a job keeps is as it was written");
    const auto lines =
        import_store::journal_after(tx, settings->import, ProductId{static_cast<std::uint64_t>(job.place)});
    for (std::size_t begin = 0; begin < lines.size();) {
        auto end = begin;
        while (end < lines.size() && lines[end].product == lines[begin].product) ++end;
        Undoing(tx, job, *result, std::span(lines).subspan(begin, end - begin)).run();
        job.place = static_cast<std::int64_t>(lines[begin].product.number);
        ++job.done;
        begin = end;
    }
    if (lines.empty()) job.state = jobs::JobState::done;
    job.result = json::text_of(*result);
}

}  // namespace chophien::catalog
