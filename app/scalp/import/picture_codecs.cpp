// Both libraries leave by longjmp: nothing with a destructor may stand between setjmp and the calls into them.
#include "picture_codecs.h"

#include <csetjmp>
#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <cstring>
// after stdio, which it needs
#include <jpeglib.h>
#include <png.h>

namespace stipple::scalp {
namespace {

struct JpegErrors {
    jpeg_error_mgr base;  // first, as libjpeg hands back a pointer to it
    std::jmp_buf leave;
};

[[noreturn]] void leave_jpeg(j_common_ptr jpeg) { std::longjmp(reinterpret_cast<JpegErrors*>(jpeg->err)->leave, 1); }

struct Jpeg {
    jpeg_decompress_struct state;
    JpegErrors errors;
};

void begin(Jpeg& jpeg, std::span<const std::uint8_t> file) {
    jpeg_create_decompress(&jpeg.state);
    jpeg_mem_src(&jpeg.state, file.data(), static_cast<unsigned long>(file.size()));
    jpeg_read_header(&jpeg.state, TRUE);
}

void take_errors(Jpeg& jpeg) {
    std::memset(&jpeg.state, 0, sizeof jpeg.state);
    jpeg.state.err = jpeg_std_error(&jpeg.errors.base);
    jpeg.errors.base.error_exit = leave_jpeg;
    jpeg.errors.base.output_message = [](j_common_ptr) {};
}

struct PngSource {
    const std::uint8_t* at;
    std::size_t left;
};

struct Png {
    png_structp state = nullptr;
    png_infop info = nullptr;
    png_bytep* rows = nullptr;
    PngSource source{};
};

// Reads the header and sets up the way to RGBA of 8 bits.
void begin(Png& png, std::span<const std::uint8_t> file) {
    png.source = {file.data(), file.size()};
    png_set_read_fn(png.state, &png.source, [](png_structp state, png_bytep to, std::size_t bytes) {
        auto* source = static_cast<PngSource*>(png_get_io_ptr(state));
        if (bytes > source->left) png_error(state, "cut");
        std::memcpy(to, source->at, bytes);
        source->at += bytes;
        source->left -= bytes;
    });
    png_set_crc_action(png.state, PNG_CRC_QUIET_USE, PNG_CRC_QUIET_USE);
    png_read_info(png.state, png.info);
    png_set_expand(png.state);
    png_set_strip_16(png.state);
    png_set_gray_to_rgb(png.state);
    png_set_add_alpha(png.state, 0xFF, PNG_FILLER_AFTER);
    png_set_interlace_handling(png.state);
    png_read_update_info(png.state, png.info);
}

bool open(Png& png) {
    const auto quiet = [](png_structp, png_const_charp) {};
    const auto leave = [](png_structp state, png_const_charp) { png_longjmp(state, 1); };
    png.state = png_create_read_struct(PNG_LIBPNG_VER_STRING, nullptr, leave, quiet);
    if (png.state) png.info = png_create_info_struct(png.state);
    return png.info != nullptr;
}

void close(Png& png) {
    std::free(png.rows);
    png_destroy_read_struct(&png.state, &png.info, nullptr);
}

}  // namespace

PictureSize jpeg_size(std::span<const std::uint8_t> file) {
    if (file.size() < 4 || file[0] != 0xFF || file[1] != 0xD8) return {};
    Jpeg jpeg;
    take_errors(jpeg);
    if (setjmp(jpeg.errors.leave) != 0) {
        jpeg_destroy_decompress(&jpeg.state);
        return {};
    }
    begin(jpeg, file);
    const bool print = jpeg.state.jpeg_color_space == JCS_CMYK || jpeg.state.jpeg_color_space == JCS_YCCK;
    const PictureSize size{print ? 0 : jpeg.state.image_width, print ? 0 : jpeg.state.image_height};
    jpeg_destroy_decompress(&jpeg.state);
    return size;
}

bool unpack_jpeg(std::span<const std::uint8_t> file, std::span<std::uint8_t> rgba) {
    Jpeg jpeg;
    take_errors(jpeg);
    if (setjmp(jpeg.errors.leave) != 0) {
        jpeg_destroy_decompress(&jpeg.state);
        return false;
    }
    begin(jpeg, file);
    jpeg.state.out_color_space = JCS_EXT_RGBA;
    jpeg_start_decompress(&jpeg.state);
    const std::size_t row_bytes = std::size_t(jpeg.state.output_width) * 4;
    if (row_bytes * jpeg.state.output_height != rgba.size()) leave_jpeg(reinterpret_cast<j_common_ptr>(&jpeg.state));
    while (jpeg.state.output_scanline < jpeg.state.output_height) {
        JSAMPROW row = rgba.data() + row_bytes * jpeg.state.output_scanline;
        jpeg_read_scanlines(&jpeg.state, &row, 1);
    }
    jpeg_finish_decompress(&jpeg.state);
    jpeg_destroy_decompress(&jpeg.state);
    return true;
}

PictureSize png_size(std::span<const std::uint8_t> file) {
    if (file.size() < 8 || png_sig_cmp(file.data(), 0, 8) != 0) return {};
    Png png;
    if (!open(png) || setjmp(png_jmpbuf(png.state)) != 0) {
        close(png);
        return {};
    }
    begin(png, file);
    const PictureSize size{png_get_image_width(png.state, png.info), png_get_image_height(png.state, png.info)};
    close(png);
    return size;
}

bool unpack_png(std::span<const std::uint8_t> file, std::span<std::uint8_t> rgba) {
    Png png;
    if (!open(png) || setjmp(png_jmpbuf(png.state)) != 0) {
        close(png);
        return false;
    }
    begin(png, file);
    const std::size_t row_bytes = png_get_rowbytes(png.state, png.info), height = png_get_image_height(png.state, png.info);
    png.rows = static_cast<png_bytep*>(std::malloc(height * sizeof(png_bytep)));
    if (!png.rows || row_bytes * height != rgba.size()) png_longjmp(png.state, 1);
    for (std::size_t y = 0; y < height; ++y) png.rows[y] = rgba.data() + y * row_bytes;
    png_read_image(png.state, png.rows);
    close(png);
    return true;
}

}  // namespace stipple::scalp
