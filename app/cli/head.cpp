// head: the built-in head, sized, as a file.
#include "assets/bust/bust_data.h"
#include "commands.h"
#include "model/safe_write.h"
#include "session/head/bust_measures.h"

namespace stipple::cli {

void head(const Arguments& arguments) {
    check_writable(*arguments.out);
    const bust::BustMeasures measures = session::bust_measures(design_of(arguments));
    const bust::Bust made = bust::place_bust(*bust::sculpture(measures.eyes_open), measures);
    try {
        bust::write_bust(made, *arguments.out);
    } catch (const std::runtime_error& error) {
        std::string what = error.what();  // names the file already
        const std::string name = arguments.out->string() + ": ";
        if (what.starts_with(name)) what.erase(0, name.size());
        throw model::CannotWrite(*arguments.out, what);
    }
}

}  // namespace stipple::cli
