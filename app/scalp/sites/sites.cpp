#include "sites.h"

#include <algorithm>
#include <cmath>
#include <stdexcept>

#include "site_cache.h"
#include "site_cluster.h"
#include "site_sampler.h"
#include "site_sampler_blue.h"
#include "site_sampler_lattice.h"
#include "site_sampler_units.h"

namespace stipple::scalp {
namespace {

constexpr std::uint32_t most_dots = 8'000'000;
// Dots are stored in steps of at most 12 mm / 1023 along an axis, follicles too; each may be half a step off.
constexpr double stored_error_mm = 0.012;

void check(const SiteRequest& request) {
    if (request.dots > most_dots) throw std::invalid_argument("sites: at most 8000000 dots can be asked for");
    if (!(request.follicles_per_cm2 >= 0) || request.follicles_per_cm2 > 2000)
        throw std::invalid_argument("sites: follicles must be 0 to 2000 per cm²");
    if (!(request.clearance_mm >= 0) || request.clearance_mm > 5)
        throw std::invalid_argument("sites: clearance must be 0 to 5 mm");
    if (!(request.up_to_per_cm2 >= 0)) throw std::invalid_argument("sites: the density to stop at must be 0 or more");
}

std::vector<SitePoint> sample(const SurfaceTree& tree, SitePattern pattern, const BlueNoiseRequest& request,
                              SiteThreads& threads) {
    switch (pattern) {
        case SitePattern::grid:
            return progressive_lattice(tree, request, threads);
        case SitePattern::random:
            return white_noise(tree, request, threads);
        case SitePattern::blue_noise:
            break;
    }
    return progressive_blue_noise(tree, request, threads);
}

}  // namespace

Sites sample_sites_on(const SiteSurface& surface, const SiteRequest& request, Progress& progress, unsigned count) {
    check(request);
    SiteThreads threads(count, progress);
    threads.report(0);
    const SurfaceTree tree(surface, double(std::max(request.dots, 64U)), threads);
    threads.report(0.03);

    const auto follicles =
        std::uint32_t(std::min(request.follicles_per_cm2 * tree.area() / 100, double(most_dots)) + 0.5);
    BlueNoiseRequest blue;
    blue.sites = blue.first = (follicles + follicles_per_unit - 1) / follicles_per_unit;
    blue.seed = mix_bits(request.seed, 1);
    blue.even_out = true;
    const double unit_share = double(blue.sites) / (double(blue.sites) + double(request.dots) + 1);
    blue.progress_from = 0.03;
    blue.progress_to = 0.03 + 0.85 * unit_share;
    const std::vector<SitePoint> roots = follicular_units(tree, progressive_blue_noise(tree, blue, threads), follicles,
                                                          mix_bits(request.seed, 3), threads);

    Sites sites;
    {
        BlueNoiseRequest dots;
        dots.sites = request.dots;
        dots.first = sites_up_to(request.dots, tree.area(), request.up_to_per_cm2);
        dots.seed = mix_bits(request.seed, 2);
        dots.progress_from = blue.progress_to;
        dots.progress_to = 0.88;
        const bool keep_clear = !roots.empty() && request.clearance_mm > 0;
        std::vector<SitePoint> along(roots);  // neighbours together, for speed
        std::sort(along.begin(), along.end(), [](const SitePoint& a, const SitePoint& b) { return a.piece < b.piece; });
        const ClearanceGrid clearance(tree, along, float(request.clearance_mm + stored_error_mm), threads);
        if (keep_clear) dots.clearance = &clearance;
        const std::vector<SitePoint> points = sample(tree, request.pattern, dots, threads);
        sites.dots = cluster_sites(tree, points, request.dots, dots.seed, threads);
    }
    threads.report(0.98);
    sites.follicles = cluster_sites(tree, roots, follicles, blue.seed, threads);
    threads.report(1);
    return sites;
}

Sites sample_sites(const SiteSurface& surface, const SiteRequest& request, Progress& progress) {
    return sample_sites_on(surface, request, progress, 0);
}

Sites cached_sites(const SiteSurface& surface, const SiteRequest& request, Progress& progress,
                   const std::filesystem::path& folder) {
    check(request);
    const SiteKey key = site_key(surface, request);
    for (const bool whole : {true, false})
        if (std::optional<Sites> sites = read_sites(site_file(folder, key, whole), key);
            sites && keep_up_to(sites->dots, request.up_to_per_cm2)) {
            progress.done = 1;
            return std::move(*sites);
        }
    Sites sites = sample_sites(surface, request, progress);
    const bool whole = sites.dots.dots.size() == sites.dots.pool();
    std::error_code none_there;
    if (write_sites(site_file(folder, key, whole), key, sites) && whole)
        std::filesystem::remove(site_file(folder, key, false), none_there);
    return sites;
}

}  // namespace stipple::scalp
