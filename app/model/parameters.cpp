#include "parameters.h"

#include <algorithm>
#include <cassert>

#include "parameter_rows.h"

namespace stipple::model {
namespace {

const std::vector<Parameter>& table() {
    static const std::vector<Parameter> rows = [] {
        std::vector<Parameter> all = design_rows();
        for (const auto& more : {client_rows(), light_rows(), head_rows()}) all.insert(all.end(), more.begin(), more.end());
        assert(all.size() == std::size_t(kParameterCount));
        return all;
    }();
    return rows;
}

// Edits needed to turn one word into the other.
std::size_t edits_between(std::string_view a, std::string_view b) {
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j <= b.size(); ++j) row[j] = j;
    for (std::size_t i = 1; i <= a.size(); ++i) {
        std::size_t corner = row[0];
        row[0] = i;
        for (std::size_t j = 1; j <= b.size(); ++j) {
            const std::size_t here = std::min({row[j] + 1, row[j - 1] + 1, corner + (a[i - 1] != b[j - 1])});
            corner = row[j];
            row[j] = here;
        }
    }
    return row.back();
}

}  // namespace

std::span<const Parameter> parameters() { return table(); }

const Parameter& parameter(ParameterId id) {
    assert(int(id) >= 0 && int(id) < kParameterCount);
    const Parameter& p = table()[std::size_t(id)];
    assert(p.id == id);
    return p;
}

std::optional<ParameterId> find_parameter(std::string_view name) {
    for (const Parameter& p : table())
        if (p.name == name) return p.id;
    return std::nullopt;
}

NearParameter nearest_parameter(std::string_view name) {
    const auto all = parameters();
    const auto nearest = std::min_element(all.begin(), all.end(), [&](const auto& a, const auto& b) {
        return edits_between(name, a.name) < edits_between(name, b.name);
    });
    return {*nearest, edits_between(name, nearest->name)};
}

}  // namespace stipple::model
