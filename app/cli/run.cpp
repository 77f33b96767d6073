#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <iostream>
#include <new>

#include "commands.h"
#include "progress_line.h"
#include "assets/bust/bust.h"
#include "model/design_file.h"
#include "model/saved_hairlines.h"
#include "model/safe_write.h"
#include "renderer/renderer.h"
#include "scalp/bad_file.h"
#include "scalp/digest.h"
#if STIPPLE_WINDOW
#include "window/window.h"
#endif

namespace stipple::cli {
namespace {

enum ExitCode { kDone = 0, kFailed = 1, kWrongUsage = 2, kBadInput = 3, kNoDevice = 4, kCannotWrite = 5 };

int complain(const std::string& what, ExitCode code) {
    std::string line = what;
    while (!line.empty() && line.back() == '\n') line.pop_back();
    std::replace(line.begin(), line.end(), '\n', ' ');
    std::cerr << "stipple: error: " << line << std::endl;
    return code;
}

int carry_out(const Arguments& arguments) {
    switch (arguments.command) {
        case Command::render:
            render(arguments);
            return kDone;
        case Command::sheet:
            sheet(arguments);
            return kDone;
        case Command::curves:
            curves(arguments);
            return kDone;
        case Command::turntable:
            turntable(arguments);
            return kDone;
        case Command::head:
            head(arguments);
            return kDone;
        case Command::inspect:
            inspect(arguments);
            return kDone;
        case Command::stats:
            stats(arguments);
            return kDone;
        case Command::match:
            match(arguments);
            return kDone;
        case Command::params:
            params(arguments);
            return kDone;
        case Command::tone:
            tone(arguments);
            return kDone;
        case Command::bench:
            bench(arguments);
            return kDone;
        case Command::window:
            break;
    }
#if STIPPLE_WINDOW
    window::WindowOptions options;
    options.head = arguments.head;
    options.design = arguments.design;
    options.device = arguments.device;
    for (const auto& [id, text] : arguments.settings) options.edits.push_back({id, model::parse_value(id, text)});
#if STIPPLE_VALIDATION
    options.validation = true;
#endif
    return window::run(options);
#else
    throw UsageError("this program was built without the window; name a command, `stipple --help` lists them");
#endif
}

}  // namespace

int run(int argc, const char* const* argv) {
    try {
        const Parsed parsed = parse_arguments(argc, argv);
        if (!parsed.arguments) {
            std::cout << parsed.text << std::flush;
            return kDone;
        }
        const int code = carry_out(*parsed.arguments);
        std::cout.flush();
        if (!std::cout)
            return complain("standard output: could not be written; check the disk or the program it goes to",
                            kCannotWrite);
        return code;
    } catch (const UsageError& error) {
        return complain(error.what(), kWrongUsage);
    } catch (const model::BadValue& error) {
        return complain(error.what(), kWrongUsage);
    } catch (const bust::BadMeasures& error) {
        return complain(error.what(), kWrongUsage);
    } catch (const scalp::BadFile& error) {
        return complain(error.what(), kBadInput);
    } catch (const model::BadDesignFile& error) {
        return complain(error.what(), kBadInput);
    } catch (const renderer::NoDevice& error) {
        return complain(error.what(), kNoDevice);
    } catch (const model::CannotWrite& error) {
        return complain(error.what(), kCannotWrite);
    } catch (const std::bad_alloc&) {
        return complain("out of memory; close other programs, or ask for a smaller picture or fewer dots", kFailed);
    } catch (const std::exception& error) {
        return complain(error.what(), kFailed);
    }
}

model::Design design_of(const Arguments& arguments) {
    model::Design design;
    if (arguments.design) {
        const model::DesignDocument document = model::load_design(*arguments.design);
        design = document.design;
        if (const std::string note = model::unknown_note(document); !note.empty())
            std::cerr << "stipple: warning: " << arguments.design->string() << ": " << note << std::endl;
    }
    if (arguments.hairline)
        design = model::with_hairline(design, model::load_hairline(model::hairline_folder(), *arguments.hairline));
    // What is given here is about the head given here; what the file says of another scan stays with that one.
    const bool of_scan = arguments.marks || std::any_of(arguments.settings.begin(), arguments.settings.end(), [](const auto& s) {
        return model::parameter(s.first).of_scan;
    });
    if (of_scan && arguments.head) {
        design = design.for_scan({arguments.head->filename().string(), scalp::file_hash(*arguments.head)});
    }
    if (arguments.marks) {
        std::string note;
        model::HeadSettings head = model::load_marks(*arguments.marks, &note);
        if (!note.empty()) std::cerr << "stipple: warning: " << arguments.marks->string() << ": " << note << std::endl;
        head.scan = design.head().scan;
        design = design.with_head(std::move(head));
    }
    for (const auto& [id, text] : arguments.settings) design = design.with(id, model::parse_value(id, text));
    return design;
}

scalp::SitePattern pattern_of(const model::Design& design) {
    const std::string& word = design.choice(model::ParameterId::dot_pattern);
    return word == "grid"     ? scalp::SitePattern::grid
           : word == "random" ? scalp::SitePattern::random
                              : scalp::SitePattern::blue_noise;
}

std::shared_ptr<const session::PreparedHead> head_of(const Arguments& arguments, const model::Design& design, double dots_per_cm2,
                                                     bool may_be_bare) {
    session::PrepareOptions options;
    options.file = arguments.head;
    options.choices = session::head_choices(design);
    options.sites.dots = arguments.pool;
    options.sites.pattern = pattern_of(design);
    options.sites.up_to_per_cm2 = dots_per_cm2;
    options.in_motion = false;
    options.may_be_bare = may_be_bare && !arguments.marks;  // whoever gives marks wants a head, not a picture of what went wrong
    options.cache_folder = session::default_cache_folder();
    scalp::Progress progress;
    const ProgressLine line("finding the dot sites of this head", progress);
    return session::prepare_head(options, progress);
}

renderer::DeviceRequest device_of(const Arguments& arguments) {
    renderer::DeviceRequest request;
    request.device = arguments.device;
#if STIPPLE_VALIDATION
    request.validation = true;
#endif
    return request;
}

void check_writable(const std::filesystem::path& file) {
    std::error_code error;
    const std::filesystem::path folder = file.has_parent_path() ? file.parent_path() : std::filesystem::path(".");
    if (std::filesystem::is_directory(file, error)) throw model::CannotWrite(file, "is a folder; give a file name");
    if (!std::filesystem::is_directory(folder, error)) {
        throw model::CannotWrite(file, "the folder does not exist; make it first or choose another one");
    }
    if (::access(folder.c_str(), W_OK) != 0) {
        throw model::CannotWrite(
            file, std::string("the folder may not be written (") + std::strerror(errno) + "); choose another one");
    }
}

}  // namespace stipple::cli
