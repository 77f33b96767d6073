// The head as one field: masses, then features one after the other, each blended into what stands already. Sculpted in
// its own axes (x left, y up, z forward, mm, origin near the ear canals, slightly larger than life and not yet in the
// Frankfurt plane); bust.cpp sizes and levels it.
#pragma once
#include <functional>

#include "assets/bust/primitives.h"

namespace stipple::bust {

// What of the shape can be changed. `roundness` is the horizontal exponent of the cranium: 2 an ellipse, more is
// squarer and gives more circumference at equal length and breadth.
struct HeadShape {
    double roundness = 2.12;
};

using Field = std::function<double(const dvec3&)>;

// z of the frontmost surface point over (x, y), searched from z = 150 back to z = 0. Throws std::logic_error when there
// is none: the numbers of the sculpture do not fit together then.
[[nodiscard]] double surface_z(const Field& field, double x, double y);

// Cranium, face, jaw, neck, shoulders and the soft lumps on them.
class Masses {
  public:
    explicit Masses(const HeadShape& shape);
    [[nodiscard]] double distance(const dvec3& p) const;
    [[nodiscard]] double bust_edge(const dvec3& p, double d) const;  // the rounded lower edge, cut last

  private:
    [[nodiscard]] double cranium(const dvec3& p) const;
    double roundness_;
    Loft face_, neck_;
    Tube mandible_, sternomastoid_, clavicle_;
    std::vector<Stroke> strokes_;
};

class Nose {
  public:
    Nose();
    [[nodiscard]] double apply(const dvec3& p, double d) const;

  private:
    Tube ridge_, side_, columella_, rim_;
    Crease alar_, tip_, nasolabial_;
};

// Lips lie on the surface given: their knots say how far they stand out of it.
class Mouth {
  public:
    explicit Mouth(const Field& face);
    void add_lines(const Field& face_with_lips);  // mouth line and vermilion edge, pressed in last
    [[nodiscard]] double apply_lips(const dvec3& p, double d) const;
    [[nodiscard]] double apply_lines(const dvec3& p, double d) const;
    [[nodiscard]] double lip_distance(const dvec3& p) const;  // to the nearer lip's tube, mm; large away from the mouth

  private:
    Tube upper_, lower_;
    Crease philtrum_;
    std::vector<Crease> lines_;
};

// Closed eyes: lids over a virtual eyeball, the fold above, the line of lashes.
class Eyes {
  public:
    Eyes();
    void add_lash_line(const Field& face_with_lids);
    [[nodiscard]] double apply_lids(const dvec3& p, double d) const;
    [[nodiscard]] double apply_lash_line(const dvec3& p, double d) const;
    [[nodiscard]] double lash_distance(const dvec3& p, double reach) const;

  private:
    std::vector<Crease> lash_;
};

class Ear {
  public:
    Ear();
    [[nodiscard]] double apply(const dvec3& p, double d) const;
    [[nodiscard]] dvec3 to_head(const dvec3& back_up_out) const;  // from the ear's own axes
    [[nodiscard]] bool near(const dvec3& p) const;
    [[nodiscard]] double share(const dvec3& p) const;  // 1 on the ear, 0 on the head around it

  private:
    dvec3 back_, up_, out_;
    Tube helix_, scapha_, antihelix_, crus_, canal_;
};

class HeadField {
  public:
    explicit HeadField(const HeadShape& shape);
    [[nodiscard]] double operator()(const dvec3& p) const;
    // Gradient by central differences over a tetrahedron of edge about 2 x step; and the value as the mean of its
    // corners.
    [[nodiscard]] dvec3 gradient(const dvec3& p, double step, double* mean = nullptr) const;
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
    Ear ear_;
};

}  // namespace stipple::bust
