// The worker behind "Match the sides", with work that a test lets finish when it wants.
#include <atomic>
#include <catch2/catch.hpp>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <new>
#include <thread>
#include <vector>

#include "window/sides_matcher.h"

using namespace stipple;
using model::Design;
using enum model::ParameterId;

namespace {

// Work that proposes half the density it is given, each time when it is let.
class Bench {
  public:
    session::MatchProposal work(const Design& design) {
        std::unique_lock lock(mutex_);
        asked_.push_back(design.number(density_per_cm2));
        const std::size_t mine = asked_.size();
        changed_.notify_all();
        changed_.wait(lock, [&] { return let_ >= mine; });
        const double from = design.number(density_per_cm2);
        return {design.with(density_per_cm2, from / 2), {{density_per_cm2, from, from / 2}}, 3, 0.5, {}, 0};
    }
    void let(std::size_t count) {
        const std::lock_guard lock(mutex_);
        let_ = count;
        changed_.notify_all();
    }
    std::vector<double> wait_asked(std::size_t count) {
        std::unique_lock lock(mutex_);
        changed_.wait_for(lock, std::chrono::seconds(20), [&] { return asked_.size() >= count; });
        return asked_;
    }

  private:
    std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<double> asked_;
    std::size_t let_ = 0;
};

struct Fixture {
    ~Fixture() { bench.let(1000); }
    std::optional<window::SidesMatcher::Answer> answer(const Design& now) {
        const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(20);
        while (std::chrono::steady_clock::now() < until) {
            if (auto answer = matcher.poll(now, head)) return answer;
            std::this_thread::yield();
        }
        return std::nullopt;
    }
    // Polls until what is finished has been looked at.
    void wait_woken(int times) {
        const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(20);
        while (woken < times && std::chrono::steady_clock::now() < until) std::this_thread::yield();
        REQUIRE(woken >= times);
    }

    Bench bench;
    std::atomic<int> woken{0};
    std::shared_ptr<const session::PreparedHead> head = std::make_shared<session::PreparedHead>();
    window::SidesMatcher matcher{[this] { ++woken; }, [this](const Design& design, const session::PreparedHead&) { return std::optional(bench.work(design)); }};
    Design start = Design().with(density_per_cm2, 200.0);
};

}  // namespace

TEST_CASE_METHOD(Fixture, "a match is answered when it is there, and nobody waits for it") {
    matcher.ask(start, head);
    (void)bench.wait_asked(1);
    CHECK(matcher.busy());
    CHECK_FALSE(matcher.poll(start, head));
    bench.let(1);
    const auto found = answer(start);
    REQUIRE(found);
    REQUIRE(found->proposal);
    CHECK(session::with_changes(start, *found->proposal).number(density_per_cm2) == 100);
    CHECK(woken == 1);
    CHECK_FALSE(matcher.busy());
    CHECK_FALSE(matcher.poll(start, head));
}

TEST_CASE_METHOD(Fixture, "another light and another time change no match; what they are now is kept") {
    matcher.ask(start, head);
    bench.let(1);
    const Design now = start.with(light_kind, std::string("evening")).with(time_years, 4.0);
    const auto found = answer(now);
    REQUIRE(found);
    REQUIRE(found->proposal);
    CHECK(session::with_changes(now, *found->proposal) == now.with(density_per_cm2, 100.0));
    CHECK(bench.wait_asked(1).size() == 1);
}

TEST_CASE_METHOD(Fixture, "a design or a head that changed meanwhile is matched anew") {
    matcher.ask(start, head);
    bench.let(1);
    wait_woken(1);
    Design now = start;
    SECTION("a number") { now = start.with(density_per_cm2, 300.0); }
    SECTION("the client's hair") { now = start.with(hair_length_mm, 1.0); }
    SECTION("a stroke") { now = start.with_painting(model::Painting(std::vector{model::Stroke{}})); }
    SECTION("other sites") { head = std::make_shared<session::PreparedHead>(); }
    CHECK_FALSE(matcher.poll(now, head));
    CHECK(matcher.busy());
    CHECK(bench.wait_asked(2) == std::vector<double>{200, now.number(density_per_cm2)});
    CHECK_FALSE(matcher.poll(now, head));
    bench.let(2);
    const auto found = answer(now);
    REQUIRE(found);
    CHECK(found->proposal->design == now.with(density_per_cm2, now.number(density_per_cm2) / 2));
}

TEST_CASE_METHOD(Fixture, "what was dropped never answers, whenever it ends; what is asked next does") {
    matcher.ask(start, head);
    (void)bench.wait_asked(1);
    matcher.drop();
    CHECK_FALSE(matcher.busy());
    const Design next = start.with(density_per_cm2, 400.0);
    SECTION("ended before") {
        bench.let(1);
        wait_woken(1);
        CHECK_FALSE(matcher.poll(start, head));
    }
    matcher.ask(next, head);
    CHECK(bench.wait_asked(2).size() == 2);
    bench.let(2);
    const auto found = answer(next);
    REQUIRE(found);
    CHECK(found->proposal->changes.at(0).to == 200);
}

TEST_CASE("a match that runs out of memory says so") {
    const auto head = std::make_shared<const session::PreparedHead>();
    std::atomic<bool> woken{false};
    window::SidesMatcher matcher([&] { woken = true; }, [](const Design&, const session::PreparedHead&) -> std::optional<session::MatchProposal> { throw std::bad_alloc(); });
    matcher.ask(Design(), head);
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (!woken && std::chrono::steady_clock::now() < until) std::this_thread::yield();
    const auto found = matcher.poll(Design(), head);
    REQUIRE(found);
    CHECK_FALSE(found->proposal);
    CHECK(found->problem.find("No match was worked out") == 0);
    CHECK_FALSE(matcher.busy());
}
