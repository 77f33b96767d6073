// Heads whose brows and lashes are gone: alopecia universalis takes them all, frontal fibrosing loss the outer half of the brows.
#pragma once
#include "model/design.h"
#include "scalp/head_mesh.h"

namespace stipple::session {

struct PreparedHead;

// Shares lost, 0 .. 1, in quarters: a head is uploaded anew for each.
struct BrowLoss {
    float whole = 0;   // of brows and lashes
    float outer = 0;   // of the outer half of the brows
    [[nodiscard]] bool none() const { return whole == 0 && outer == 0; }
    [[nodiscard]] bool operator==(const BrowLoss&) const = default;
};
// Whether a part is brows or lashes, hair by hair, by its name.
[[nodiscard]] bool is_strands(const scalp::Submesh& part);
// What hair.loss and hair.loss_progress take.
[[nodiscard]] BrowLoss brow_loss(const model::Design& design);

// A copy of `mesh` (head.display, or one with other colours) without what is lost: hairs of parts that are named as brows or lashes, and
// brows in the colours and pictures of the skin, healed over (brow_skin.h). Parts that lose all their triangles stay, empty; so do lashes in
// pictures. `head` is found.
[[nodiscard]] scalp::HeadMesh without_brows(const PreparedHead& head, scalp::HeadMesh mesh, const BrowLoss& loss);

}  // namespace stipple::session
