// A sequence of pictures as an MP4 film or a folder of PNG files.
#pragma once
#include <cstdint>
#include <filesystem>
#include <memory>

#include "renderer/renderer.h"

namespace stipple::exporting {

class Film {
  public:
    // A file that ends in .mp4 is a film (H.264, made by the ffmpeg program), anything else a folder, made where it is missing, of
    // 0001.png, 0002.png ... Throws model::CannotWrite where neither can be.
    Film(const std::filesystem::path& place, std::uint32_t width, std::uint32_t height, int frames_per_second);
    // What was there before stays whole unless finish() was reached.
    ~Film();
    Film(const Film&) = delete;
    Film& operator=(const Film&) = delete;

    // In order; each of the size given. Throws model::CannotWrite.
    void add(const renderer::Image& image);
    // Throws model::CannotWrite.
    void finish();

  private:
    struct Encoder;
    std::filesystem::path place_;
    std::unique_ptr<Encoder> encoder_;  // null: a folder
    int count_ = 0;
};

}  // namespace stipple::exporting
