#include "window.h"

#include <cstdio>
#include <cstdlib>

#include "application.h"

namespace stipple::window {

int run(const WindowOptions& options) {
    WindowOptions asked = options;
    if (const char* trace = std::getenv("STIPPLE_TRACE"); trace && *trace && *trace != '0') asked.trace = true;
    if (const char* sites = std::getenv("STIPPLE_SITES"); sites && *sites && !asked.site_count) {
        const long count = std::strtol(sites, nullptr, 10);
        if (count > 0 && count <= 8'000'000) asked.site_count = std::uint32_t(count);
    }
    if (const char* budget = std::getenv("STIPPLE_BUDGET_MS"))
        if (const double ms = std::strtod(budget, nullptr); ms > 0) asked.picture_budget_ms = ms;
    if (const char* validation = std::getenv("STIPPLE_VALIDATION"); validation && *validation == '1')
        asked.validation = true;
    Application application(asked);
    return application.run();
}

}  // namespace stipple::window
