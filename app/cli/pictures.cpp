// render and sheet.
#include <algorithm>
#include <iostream>
#include <map>

#include "commands.h"
#include "export/comparison.h"
#include "export/lettering.h"
#include "export/overlay.h"
#include "export/png.h"
#include "export/sheet.h"
#include "session/head/bare_head.h"
#include "session/preview.h"
#include "session/sites/dots_wanted.h"
#include "viewing.h"

namespace stipple::cli {
namespace {

using model::ParameterId;

renderer::Image picture(const Viewing& viewing, session::Preview& preview, renderer::Renderer& renderer, const model::Design& design,
                        session::View view, Size size, bool treated) {
    renderer::Frame frame = preview.frame(design, treated);
    frame.camera = camera_of(viewing, view, preview.head(), *preview.resolved(design), size);
    renderer::Image image = renderer.render(frame, size.width, size.height, renderer::kStillSamples);
    finish(viewing, image, frame);
    return image;
}

std::string view_caption(session::View view) {
    std::string name(session::view_name(view));
    name[0] = char(name[0] - 'a' + 'A');
    return name;
}

// A caption that names a length or a density says so where the scale is a guess.
std::string scale_told(const std::string& caption, const session::PreparedHead& head) {
    if (!head.head.frame.scale_assumed) return caption;
    if (caption.find("cm2") != std::string::npos) return caption + " (scale assumed, \xC2\xB1" "8 %)";
    return caption.find(" mm") != std::string::npos ? caption + " (scale assumed, \xC2\xB1" "4 %)" : caption;
}

// What one tile shows.
struct Cell {
    model::Design design;
    session::View view = session::View::front;
    bool treated = true;
    bool compared = false;  // with one that is not treated
    std::string caption;
};

// Said of single pictures where no scalp was found; the rest is said once, for the whole sheet.
std::string bare_told(const Cell& cell, const session::PreparedHead& head) {
    std::string caption = cell.caption;
    const auto add = [&](const char* words) { caption += (caption.empty() ? "" : ", ") + std::string(words); };
    if (!head.found && cell.compared && cell.treated) add("no dots");
    if (!head.found && cell.view == session::View::macro) add("no hairline: from the front");
    return caption;
}

// One line that says why there is no dot in the pictures to come.
void warn_if_bare(const Arguments& arguments, const session::PreparedHead& head) {
    if (head.found) return;
    std::cerr << "stipple: warning: " << arguments.head->string() << ": " << session::bare_warning(head) << std::endl;
}

std::vector<Cell> multiply(const std::vector<Cell>& cells, std::size_t count, auto change) {
    std::vector<Cell> result;
    for (const Cell& cell : cells) {
        for (std::size_t i = 0; i < count; ++i) {
            Cell next = cell;
            const std::string words = change(next, i);
            next.caption += (next.caption.empty() || words.empty() ? "" : " \xC2\xB7 ") + words;
            result.push_back(std::move(next));
        }
    }
    return result;
}

void note_missing_font(const char* what) {
    if (!exporting::has_caption_font()) std::cerr << "stipple: note: no Inter, Roboto or DejaVu font is installed; " << what << std::endl;
}

model::Design design_b_of(const Arguments& arguments) {
    Arguments other;
    other.design = arguments.design_b;
    return design_of(other);
}

// Panes of one head under one camera, that of the design itself.
renderer::Image comparison(const Arguments& arguments, const model::Design& design, session::View view, Size size, renderer::Renderer& renderer) {
    std::optional<model::Design> other;
    if (arguments.design_b) other = design_b_of(arguments);
    std::vector<model::PaneDesign> panes;
    double densest = session::most_dots_per_cm2(design);
    for (const model::Pane& pane : arguments.panes) {
        panes.push_back(model::applied(pane, design, other ? &*other : nullptr));
        densest = std::max(densest, session::most_dots_per_cm2(panes.back().design));
    }
    session::Preview preview(renderer, head_of(arguments, design, densest, true));
    warn_if_bare(arguments, preview.head());
    note_missing_font("panes have no labels");
    std::vector<std::string> labels;
    for (std::size_t i = 0; i < panes.size(); ++i) labels.push_back(scale_told(model::pane_label(arguments.panes[i], panes[i]), preview.head()));
    const std::vector<exporting::PaneRect> rects = exporting::pane_rects(*arguments.compare, size.width, size.height, exporting::kPaneGap);
    const exporting::PaneRect& pane = rects[0];
    std::vector<renderer::Frame> frames = preview.frames(panes);
    const Viewing& viewing = arguments.viewing;
    const renderer::Camera camera = camera_of(viewing, view, preview.head(), *preview.resolved(design), {pane.width, pane.height});
    for (renderer::Frame& frame : frames) frame.camera = camera;
    const auto card = exporting::grey_card(frames[0].light, camera);
    for (const renderer::Frame& frame : frames)
        if (viewing.grey_card && exporting::grey_card(frame.light, camera) != card) throw UsageError("--grey-card: the pictures compared are lit differently; leave it out");
    std::vector<renderer::Image> images;
    if (*arguments.compare == model::CompareLayout::difference)
        images.push_back(renderer.difference(frames[0], frames[1], pane.width, pane.height, renderer::kStillSamples));
    else
        for (const renderer::Frame& frame : frames) images.push_back(renderer.render(frame, pane.width, pane.height, renderer::kStillSamples));
    if (viewing.mirrored)
        for (renderer::Image& image : images) exporting::mirror(image);
    renderer::Image composed = exporting::compose_comparison(*arguments.compare, images, labels, arguments.divider, size.width, size.height);
    // Over the whole, where no pane's edge cuts them.
    if (viewing.grey_card) exporting::draw_grey_card(composed, card);
    if (viewing.ruler) exporting::draw_ruler(composed, session::mm_per_pixel(camera, pane.height));
    return composed;
}

}  // namespace

void render(const Arguments& arguments) {
    if (arguments.views.size() > 1)
        throw UsageError("--view: render makes one picture; use `stipple sheet` for several views");
    const model::Design design = design_of(arguments);
    check_writable(*arguments.out);
    renderer::Renderer renderer(device_of(arguments));
    const session::View view = arguments.views.empty() ? session::View::front : arguments.views[0];
    const Size size = arguments.size.value_or(Size{1280, 720});
    if (arguments.compare) {
        exporting::write_png(comparison(arguments, design, view, size, renderer), *arguments.out);
        return;
    }
    session::Preview preview(renderer, head_of(arguments, design, session::most_dots_per_cm2(design), true));
    warn_if_bare(arguments, preview.head());
    exporting::write_png(picture(arguments.viewing, preview, renderer, design, view, size, true), *arguments.out);
}

void sheet(const Arguments& arguments) {
    const model::Design design = design_of(arguments);
    check_writable(*arguments.out);
    // Each axis multiplies what is there; the last one makes the columns.
    std::vector<Cell> cells{{design}};
    std::size_t columns = 1;
    int axes = 0;
    const auto axis = [&](std::size_t count, auto change) {
        // One value is the same for all pictures: no axis, and nothing to say below each.
        cells = multiply(cells, count, [&](Cell& cell, std::size_t i) {
            const std::string words = change(cell, i);
            return count > 1 ? words : std::string();
        });
        if (count == 1) return;
        columns = count;
        ++axes;
    };
    for (const Variation& variation : arguments.variations) {
        axis(variation.values.size(), [&](Cell& cell, std::size_t i) {
            cell.design = cell.design.with(variation.id, model::parse_value(variation.id, variation.values[i]));
            return model::value_told(variation.id, model::parse_value(variation.id, variation.values[i]));
        });
    }
    if (!arguments.views.empty()) {
        axis(arguments.views.size(), [&](Cell& cell, std::size_t i) {
            cell.view = arguments.views[i];
            return view_caption(cell.view);
        });
    }
    if (arguments.before_after || axes == 0) {
        axis(2, [&](Cell& cell, std::size_t i) {
            cell.treated = i == 1;
            cell.compared = true;
            return std::string(i == 1 ? "After" : "Before");
        });
    }
    // One long axis is broken into rows.
    if (axes == 1 && columns > 5) columns = (columns + (columns + 4) / 5 - 1) / ((columns + 4) / 5);

    const Size size = arguments.size.value_or(Size{480, 540});
    constexpr std::uint64_t kMostPixels = 512ULL << 20;
    if (std::uint64_t(size.width) * size.height * cells.size() > kMostPixels) {
        throw UsageError("--size: " + std::to_string(cells.size()) +
                         " pictures of this size make too large a sheet; choose a smaller size");
    }
    renderer::Renderer renderer(device_of(arguments));
    std::map<scalp::SitePattern, std::unique_ptr<session::Preview>> previews;  // each pattern has its own sites
    std::map<scalp::SitePattern, double> densest;
    for (const Cell& cell : cells) densest[pattern_of(cell.design)] = std::max(densest[pattern_of(cell.design)], session::most_dots_per_cm2(cell.design));
    std::vector<exporting::Tile> tiles;
    std::string note;
    for (const Cell& cell : cells) {
        auto& preview = previews[pattern_of(cell.design)];
        if (!preview) preview = std::make_unique<session::Preview>(renderer, head_of(arguments, cell.design, densest[pattern_of(cell.design)], true));
        if (!preview->head().found && note.empty()) {
            warn_if_bare(arguments, preview->head());
            note = session::bare_note(preview->head());
        }
        tiles.push_back({picture(arguments.viewing, *preview, renderer, cell.design, cell.view, size, cell.treated),
                         scale_told(bare_told(cell, preview->head()), preview->head())});
    }
    note_missing_font("the sheet has no captions");
    exporting::write_png(exporting::compose_sheet(tiles, int(columns), note), *arguments.out);
}

}  // namespace stipple::cli
