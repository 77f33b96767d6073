#include "document.h"

#include <cassert>

namespace stipple::window {

std::string Document::name() const { return file_ ? file_->stem().string() : "Untitled"; }

std::filesystem::path Document::folder() const {
    std::error_code error;
    if (file_ && file_->has_parent_path()) return std::filesystem::absolute(*file_, error).parent_path();
    return std::filesystem::current_path(error);
}

std::string Document::open(const std::filesystem::path& file) {
    model::DesignDocument loaded = model::load_design(file);
    std::string note = model::unknown_note(loaded);
    history_ = model::History(std::move(loaded.design));
    history_.mark_saved();
    unknown_ = std::move(loaded.unknown);
    file_ = file;
    return note;
}

void Document::save(const std::filesystem::path& file) {
    assert(!file.empty() || file_);
    const std::filesystem::path target = file.empty() ? *file_ : file;
    model::save_design(target, {design(), unknown_});
    file_ = target;
    history_.mark_saved();
}

}  // namespace stipple::window
