// Kept threads: every piece of work is done once, by whoever is free, whatever else goes on.
#include <atomic>
#include <catch2/catch.hpp>
#include <chrono>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "session/worker_threads.h"

using stipple::session::AloneOnThread;
using stipple::session::WorkerThreads;

namespace {

// How often each of `count` pieces was done.
struct Pieces {
    explicit Pieces(std::size_t count) : done(count) {}
    void take() {
        for (std::size_t i = next++; i < done.size(); i = next++) ++done[i];
    }
    [[nodiscard]] bool each_once() const {
        for (const std::atomic<int>& piece : done)
            if (piece != 1) return false;
        return true;
    }
    std::vector<std::atomic<int>> done;
    std::atomic<std::size_t> next{0};
};

}  // namespace

TEST_CASE("kept threads do every piece once, round after round") {
    const std::size_t kept = GENERATE(0, 1, 3, 7);
    CAPTURE(kept);
    WorkerThreads threads(kept);
    CHECK(threads.most_callers() == kept + 1);
    bool all = true;
    for (std::size_t round = 0; round < 2000; ++round) {
        Pieces pieces(round % 37);
        std::vector<std::atomic<int>> callers(kept + 1);
        threads.run(1 + round % (kept + 3), [&](std::size_t caller) {
            ++callers.at(caller);
            pieces.take();
        });
        all &= pieces.each_once() && callers[0] == 1;
        for (std::size_t c = 0; c < callers.size(); ++c) all &= callers[c] <= (c < 1 + round % (kept + 3) ? 1 : 0);
    }
    CHECK(all);
}

TEST_CASE("kept threads work at the same time as the one that asks") {
    WorkerThreads threads(1);
    std::atomic<int> met{0};
    // Neither call returns before the other has begun.
    threads.run(2, [&](std::size_t) {
        ++met;
        const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(20);
        while (met < 2 && std::chrono::steady_clock::now() < until) std::this_thread::yield();
    });
    CHECK(met == 2);
}

TEST_CASE("kept threads serve one at a time; who finds them busy works alone") {
    WorkerThreads threads(3);
    std::atomic<bool> all{true};
    const auto outer = [&] {
        for (int round = 0; round < 300; ++round) {
            Pieces pieces(16);
            threads.run(4, [&](std::size_t) {
                for (std::size_t i = pieces.next++; i < pieces.done.size(); i = pieces.next++) {
                    ++pieces.done[i];
                    Pieces inner(5);  // from inside work: served by this thread alone
                    std::atomic<int> callers{0};
                    threads.run(4, [&](std::size_t caller) {
                        callers += caller == 0 ? 1 : 100;
                        inner.take();
                    });
                    if (!inner.each_once() || callers != 1) all = false;
                }
            });
            if (!pieces.each_once()) all = false;
        }
    };
    std::thread other(outer), another(outer);
    outer();
    other.join();
    another.join();
    CHECK(all);
}

TEST_CASE("what work throws comes out, and the threads go on working") {
    WorkerThreads threads(3);
    for (int round = 0; round < 200; ++round) {
        std::atomic<int> begun{0};
        const auto throwing = [&](std::size_t) {
            ++begun;
            throw std::runtime_error("piece");
        };
        CHECK_THROWS_WITH(threads.run(4, throwing), "piece");
        CHECK(begun >= 1);
        Pieces pieces(9);
        threads.run(4, [&](std::size_t) { pieces.take(); });
        CHECK(pieces.each_once());
    }
}

TEST_CASE("work behind the pictures takes no kept thread, and leaves them to others") {
    WorkerThreads threads(1);
    std::atomic<int> callers{0}, met{0};
    const AloneOnThread alone;
    threads.run(2, [&](std::size_t) {
        ++callers;
        // Another thread's work, while this goes on, gets both its callers: neither returns before the other has begun.
        std::thread([&] {
            threads.run(2, [&](std::size_t) {
                ++met;
                const auto until = std::chrono::steady_clock::now() + std::chrono::seconds(20);
                while (met < 2 && std::chrono::steady_clock::now() < until) std::this_thread::yield();
            });
        }).join();
    });
    CHECK(callers == 1);
    CHECK(met == 2);
}
