// The head as one field: masses, then features one after the other, each blended into what stands already. Sculpted in
// its own axes (x left, y up, z forward, mm, origin near the ear canals, slightly larger than life and not yet in the
// Frankfurt plane); bust.cpp sizes and levels it.
#pragma once
#include "assets/bust/drape.h"
#include "assets/bust/face_lines.h"
#include "assets/bust/fold.h"
#include "assets/bust/primitives.h"

namespace stipple::bust {

// What of the sculpture can be changed; measures, sex and age bend it afterwards (fit_warp.h, look_warp.h).
struct HeadShape {
    bool eyes_open = false;
};

// Cranium, face, jaw, neck, shoulders and the soft lumps on them.
class Masses {
  public:
    explicit Masses(const HeadShape& shape);
    [[nodiscard]] double distance(const dvec3& p) const;
    [[nodiscard]] double bust_edge(const dvec3& p, double d) const;  // the rounded lower edge, cut last

  private:
    [[nodiscard]] double cranium(const dvec3& p) const;
    Loft face_, neck_;
    Tube mandible_, sternomastoid_, clavicle_;
    std::vector<Stroke> strokes_;
};

class Nose {
  public:
    Nose();
    [[nodiscard]] double apply(const dvec3& p, double d) const;

  private:
    Loft pyramid_;
    Tube columella_, lobule_;
    Crease alar_, tip_;
};

// Closed lips: a relief between the upper border of the vermilion, the parting and its lower border.
class Mouth {
  public:
    Mouth();
    void add_lines(const Field& face_with_lips);    // philtrum
    void add_parting(const Field& face_with_lips);  // pressed in last
    [[nodiscard]] double apply_lips(const dvec3& p, double d) const;
    [[nodiscard]] double apply_lines(const dvec3& p, double d) const;
    [[nodiscard]] double vermilion(const dvec3& p) const;         // 1 on the red of the lips, 0 on the skin
    [[nodiscard]] double parting_distance(const dvec3& p) const;  // along y, mm

  private:
    [[nodiscard]] double relief(const dvec3& p) const;
    Spline upper_border_, parting_, lower_border_, upper_fullness_, lower_fullness_;
    std::vector<Crease> philtrum_;
};

// Lids over the globe, closed or open, the fold above, the line of lashes, the tear trough below. Left side.
class Eyes {
  public:
    explicit Eyes(bool open);
    void add_lines(const Field& face_with_lids);
    [[nodiscard]] double apply_lids(const dvec3& p, double d) const;
    [[nodiscard]] double apply_lines(const dvec3& p, double d) const;
    [[nodiscard]] double lash_distance(const dvec3& p, double reach) const;
    [[nodiscard]] bool open() const { return open_; }
    [[nodiscard]] static Ellipsoid globe();
    // Point of the upper or lower lid's margin, t from 0 at the inner to 1 at the outer canthus; closed they are one.
    [[nodiscard]] dvec4 margin(double t, bool upper) const;
    [[nodiscard]] double shade(const dvec3& p) const;  // light the lids let on the globe, 0..1

  private:
    bool open_;
    std::vector<Crease> lash_, lid_crease_, furrows_;
    std::vector<Fold> folds_;
    std::vector<dvec4> closure_;
};

// The brow over t = 0 at its head .. 1 at its tail, left side, seen from the front; female 0..1: thinner, more arched.
struct BrowLine {
    double x, y, half_width;
};
[[nodiscard]] BrowLine brow_line(double t, double female);

class Ear {
  public:
    Ear();
    [[nodiscard]] double apply(const dvec3& p, double d) const;
    [[nodiscard]] dvec3 to_head(const dvec3& back_up_out) const;  // from the ear's own axes
    [[nodiscard]] bool near(const dvec3& p) const;
    [[nodiscard]] double share(const dvec3& p) const;  // 1 on the ear, 0 on the head around it

  private:
    dvec3 back_, up_, out_;
    Tube helix_, helix_root_, scapha_, antihelix_, crus_, tragus_, canal_;
};

class HeadField {
  public:
    explicit HeadField(const HeadShape& shape);
    [[nodiscard]] double operator()(const dvec3& p) const;
    // Gradient by central differences over a tetrahedron of edge about 2 x step; and the value as the mean of its
    // corners.
    [[nodiscard]] dvec3 gradient(const dvec3& p, double step, double* mean = nullptr) const;
    [[nodiscard]] double without_ears(const dvec3& p) const;     // how far off a head without ears, above the neck
    [[nodiscard]] dvec3 brow_surface(double x, double y) const;  // frontmost point of the skin over (x, y)
    [[nodiscard]] const Mouth& mouth() const { return mouth_; }
    [[nodiscard]] const Eyes& eyes() const { return eyes_; }
    [[nodiscard]] const Ear& ear() const { return ear_; }

  private:
    [[nodiscard]] double to_nose(const dvec3& q) const;
    [[nodiscard]] double to_lips(const dvec3& q) const;
    Masses masses_;
    Nose nose_;
    Mouth mouth_;
    Eyes eyes_;
    FaceLines face_lines_;
    Ear ear_;
};

}  // namespace stipple::bust
