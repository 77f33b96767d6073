// The design being worked on: its history, and the file it belongs to.
#pragma once
#include <filesystem>
#include <optional>
#include <string>

#include "model/design_file.h"
#include "model/history.h"

namespace stipple::window {

class Document {
  public:
    [[nodiscard]] const model::Design& design() const { return history_.current(); }
    [[nodiscard]] model::History& history() { return history_; }
    [[nodiscard]] const model::History& history() const { return history_; }
    [[nodiscard]] bool has_file() const { return file_.has_value(); }
    [[nodiscard]] std::string name() const;              // the file's stem, or "Untitled"
    [[nodiscard]] std::filesystem::path folder() const;  // of the file, or the current one

    // Opening starts a new history; the answer is what there is to say about the file, or nothing. Both throw the model's errors,
    // and then nothing has changed.
    [[nodiscard]] std::string open(const std::filesystem::path& file);
    void save(const std::filesystem::path& file);  // empty: where it came from

  private:
    model::History history_;
    std::string unknown_;
    std::optional<std::filesystem::path> file_;
};

}  // namespace stipple::window
