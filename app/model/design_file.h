// Designs on disk: a JSON text, by custom named *.stipple.
//
//   {"format": "stipple design", "version": 1, "parameters": {"hairline.style": "curved", "touchup.years": [4, 8], ...}}
//
// Every parameter is written, so that a later change of a default changes no client's design; one that is missing takes its
// default. Keys this version does not know are kept and written back, and told by name. The parameter table is the schema.
//
// What was decided about a scan is an object of its own, there only when something was, and taken by that scan alone:
//   "head": {"scan": "client.glb", "hash": "9f...", "marks": {"glabella": [0.1, 2.2, 2.2], ...},
//            "length_points": [[x, y, z], [x, y, z]], "parameters": {"scan.known_length_mm": 148, ...}}
// Points are in the scan's own coordinates. The scan itself is never written to.
//
// What was painted belongs to the design and carries over to other heads; it is there only when there is any:
//   "painting": {"strokes": [{"brush": "add", "size_mm": 12, "strength": 0.5, "mirrored": false, "dabs": [u, v, pressure, ...]}, ...]}
// u and v are scalp chart coordinates times 65536, pressure is 0 to 255; all whole numbers, so that they are read as they were
// written. A stroke without "mirrored" is not.
#pragma once
#include <filesystem>
#include <stdexcept>
#include <string>
#include <string_view>

#include "design.h"
#include "safe_write.h"

namespace stipple::model {

inline constexpr int kDesignVersion = 1;

// what() reads "FILE: where and what is wrong, and what to do".
struct BadDesignFile : std::runtime_error {
    BadDesignFile(const std::filesystem::path& file, const std::string& problem)
        : std::runtime_error(file.string() + ": " + problem) {}
};

struct DesignDocument {
    Design design;
    std::string unknown;  // JSON text of an object with the keys not known here; empty for none
    [[nodiscard]] bool operator==(const DesignDocument&) const = default;
};

// A sentence that names the keys not known here, with what a misspelt one may have meant; empty for none.
[[nodiscard]] std::string unknown_note(const DesignDocument& document);

[[nodiscard]] DesignDocument load_design(const std::filesystem::path& file);             // throws BadDesignFile
void save_design(const std::filesystem::path& file, const DesignDocument& document);     // throws CannotWrite

// Marks alone: {"glabella": [x, y, z], ...} in the scan's coordinates, a "head" object, or a design with one. Throws
// BadDesignFile. `note`, where given, gets a sentence that names what of the marks was passed over, or nothing.
[[nodiscard]] HeadSettings load_marks(const std::filesystem::path& file, std::string* note = nullptr);

// The same without a disk; `name` stands for the file in messages.
[[nodiscard]] DesignDocument design_from_text(std::string_view text, const std::filesystem::path& name);
[[nodiscard]] std::string design_to_text(const DesignDocument& document);

}  // namespace stipple::model
