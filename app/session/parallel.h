// Work on many independent pieces on as many threads as there are cores.
#pragma once
#include <algorithm>
#include <atomic>
#include <vector>

#include "session/chart/chart_tiles.h"
#include "worker_threads.h"

namespace stipple::session {

struct Nothing {};  // the scratch of work that needs none

// work(index, scratch) for every index below `count`, each exactly once, in no order; every thread has a Scratch of its
// own. Indices are handed out `batch` at a time; a batch or two are done on this thread alone. Rethrows what work
// throws.
template <class Scratch, class Work>
std::vector<Scratch> in_parallel(std::size_t count, std::size_t batch, Work work) {
    WorkerThreads& threads = WorkerThreads::shared();
    std::vector<Scratch> scratches(std::clamp<std::size_t>(count / (2 * batch), 1, threads.most_callers()));
    std::atomic<std::size_t> next{0};
    threads.run(scratches.size(), [&](std::size_t caller) {
        for (std::size_t first = next.fetch_add(batch); first < count; first = next.fetch_add(batch))
            for (std::size_t i = first; i < std::min(first + batch, count); ++i) work(i, scratches[caller]);
    });
    return scratches;
}

// The tiles of which change(x, y, scratch) says that it changed them.
template <class Scratch, class Change>
TileSet changed_in_parallel(const TileSet& tiles, Change change) {
    struct Own {
        Scratch scratch;
        TileSet changed;
    };
    std::vector<std::uint16_t> list;
    tiles.each([&](int x, int y) { list.push_back(std::uint16_t(y * kTilesASide + x)); });
    TileSet changed;
    for (const Own& own : in_parallel<Own>(list.size(), 8, [&](std::size_t i, Own&own) {
             const int x = list[i] % kTilesASide, y = list[i] / kTilesASide;
             if (change(x, y, own.scratch)) own.changed.add(x, y);
         }))
        changed |= own.changed;
    return changed;
}

}  // namespace stipple::session
