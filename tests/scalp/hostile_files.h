// Writes models that are cut, that lie about themselves or reach for what is not theirs.
#pragma once
#include "child.h"
#include "glb_builder.h"

namespace test {

// Deterministic. Files lie in folders below `folder`, with what they must not reach beside them.
[[nodiscard]] std::vector<Case> write_hostile_files(const ScratchFolder& folder);

}  // namespace test
