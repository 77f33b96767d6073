// The commands of the command line. Each carries out its arguments or throws what run() turns into an exit code.
#pragma once
#include <filesystem>
#include <memory>

#include "arguments.h"
#include "model/design.h"
#include "session/head/prepared_head.h"

namespace stipple::cli {

// Parses, carries out, and prints any error as one line. Returns the exit code of the program's contract.
int run(int argc, const char* const* argv);

void render(const Arguments& arguments);
void sheet(const Arguments& arguments);
void curves(const Arguments& arguments);
void turntable(const Arguments& arguments);
void head(const Arguments& arguments);
void inspect(const Arguments& arguments);
void stats(const Arguments& arguments);
void match(const Arguments& arguments);
void params(const Arguments& arguments);
void tone(const Arguments& arguments);
void bench(const Arguments& arguments);

// What curves can draw, as its option names it.
[[nodiscard]] std::vector<std::string> curve_words();

// Shared by them.
[[nodiscard]] model::Design design_of(const Arguments& arguments);  // the file, then --set in order
// With the sites of the pool that designs of up to `dots_per_cm2` need; see session/sites/dots_wanted.h.
// `may_be_bare`: for pictures. A readable model on which no scalp is found is no error then but shown bare
// (PreparedHead::found), unless marks were given.
[[nodiscard]] std::shared_ptr<const session::PreparedHead> head_of(const Arguments& arguments, const model::Design& design, double dots_per_cm2,
                                                                   bool may_be_bare = false);
[[nodiscard]] scalp::SitePattern pattern_of(const model::Design& design);
[[nodiscard]] renderer::DeviceRequest device_of(const Arguments& arguments);
// Complains about a place that cannot be written before the work is done, not after. Throws model::CannotWrite.
void check_writable(const std::filesystem::path& file);

}  // namespace stipple::cli
