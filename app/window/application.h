// The running window: takes input, lets the user interface speak, carries out what it asks, and draws a picture when
// something that shows has changed.
#pragma once
#include <exception>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "brush_tool.h"
#include "compare_tool.h"
#include "document.h"
#include "export/comparison.h"
#include "hairline_tool.h"
#include "head_loader.h"
#include "landmark_tool.h"
#include "orbit_camera.h"
#include "session/preview.h"
#include "sides_matcher.h"
#include "stage.h"
#include "surface_picker.h"
#include "trace.h"
#include "ui/user_interface.h"
#include "viewing_tool.h"
#include "window.h"

namespace stipple::window {

// Seconds without a change after which the picture counts as at rest: drawn whole, then smoothed.
inline constexpr double kRestTime = 0.3;

class Application {
  public:
    explicit Application(const WindowOptions& options);
    ~Application();
    int run();

  private:
    struct Key {
        int key, scancode, modifiers;
    };
    // Everything a picture is made of. A new one is drawn when one of these differs.
    struct Shown {
        const session::PreparedHead* head = nullptr;
        std::vector<model::PaneDesign> designs;  // one, or those compared
        std::optional<model::CompareLayout> compared;
        glm::mat4 view{0};
        double fov = 0, focus = 0, opening = 0;
        std::uint32_t width = 0, height = 0;  // of the whole
        [[nodiscard]] bool operator==(const Shown&) const = default;
    };

    void take_callbacks(GLFWwindow* window);
    [[nodiscard]] bool closes();
    void wait_for_work();
    void frame();
    void use_scale(float scale);

    void take_pictures();
    void take_head();
    void take_back();
    void load_head(std::optional<std::filesystem::path> file);
    void follow_design();
    void follow_measures();
    void apply(const ui::GestureEdit& edit);
    void open(const std::filesystem::path& file);
    void take_tone(const std::filesystem::path& photo);
    void keys();
    void key(const Key& key);
    void carry_out(const ui::Output& output);
    void carry_out(const ui::Command& command);
    void viewport_input(const ui::Output& output);
    // Landmarks: application_landmarks.cpp.
    void start_landmarks(bool points_only);
    void leave_landmarks();
    void accept_landmarks();
    void show_next_mark();
    void place_bare(const glm::dmat4& placement);
    void turn_scan();
    void click_mark(const glm::dvec3& skin);
    [[nodiscard]] bool landmark_input(const ui::Output& output);
    [[nodiscard]] model::Scan scan() const;
    [[nodiscard]] glm::dvec3 in_file(const glm::dvec3& point) const;  // of a point in head axes
    [[nodiscard]] std::optional<ui::ScreenPoint> on_screen(const glm::dvec3& file_point) const;
    [[nodiscard]] ui::LandmarkState landmark_state() const;
    // The hairline's handles: application_hairline.cpp.
    void draw_hairline(bool wanted);
    [[nodiscard]] std::optional<ui::ScreenPoint> facing(const glm::vec3& point) const;
    void add_visible(std::vector<ui::HairlineState::Line>& to, std::span<const glm::vec3> line, std::string_view label) const;
    [[nodiscard]] ui::HairlineState hairline_state();
    [[nodiscard]] int hairline_point_at(glm::dvec2 mouse, bool handles) const;
    bool add_handle(glm::dvec2 mouse);
    void keep_hairline(const std::string& name);  // an empty name asks for one
    void take_hairline(const std::string& name);
    // Tones and lights by eye: application_swatches.cpp.
    void follow_swatches();
    void tell_what_scans_keep(ui::UiState& state) const;
    void set_by_key(model::ParameterId id, model::Value value);
    void step_tone(int direction);
    void step_light(int direction);
    void match_sides();
    void take_match();
    void remove_hairline(const std::string& name);
    void drag_hairline(int point, glm::dvec2 to, std::uint64_t gesture);
    [[nodiscard]] bool hairline_input(const ui::Output& output);
    // The brush: application_brush.cpp.
    void paint_on_head(bool wanted);
    void resize_brush(int steps);
    [[nodiscard]] std::optional<session::BrushPlace> brush_place_at(glm::dvec2 mouse) const;
    [[nodiscard]] ui::BrushState brush_state(bool over_viewport);
    bool lay_stroke();
    void begin_stroke(glm::dvec2 mouse, const session::BrushPlace& place);
    void paint_on(glm::dvec2 mouse);
    void end_stroke();
    [[nodiscard]] bool brush_input(const ui::Output& output);
    // Time that runs, and jumps: application_time.cpp.
    [[nodiscard]] model::Design design_now() const;
    void play_time();
    void advance_time();
    void stop_time();
    void set_time(double years);
    void step_time(int direction);
    [[nodiscard]] double other_time() const;
    void jump_time();
    // Several designs on one head: application_compare.cpp.
    void compare(bool wanted);
    [[nodiscard]] bool comparing() const;
    void panes_changed(const std::string& told);
    void set_layout(model::CompareLayout layout);
    void set_pane(int pane, const std::string& words);
    void set_divider(double share);
    void keep_as_b();
    [[nodiscard]] std::vector<model::PaneDesign> shown_designs() const;
    [[nodiscard]] double dots_wanted() const;
    [[nodiscard]] std::vector<exporting::PaneRect> pane_places() const;  // framebuffer pixels, from the viewport's corner
    [[nodiscard]] ui::Rect picture_at(glm::dvec2 window_pixel) const;    // the picture there, or the first one
    [[nodiscard]] ui::Rect first_picture() const;
    [[nodiscard]] ui::CompareState compare_state() const;
    [[nodiscard]] std::vector<Stage::Picture> places() const;
    [[nodiscard]] renderer::Image compared_picture(std::uint32_t width, std::uint32_t height);
    // From where the head is seen: application_viewing.cpp.
    void set_distance(std::string_view name);
    void switch_viewing(std::string_view name);
    void set_lens(std::string_view stop);
    void next_lens();
    [[nodiscard]] renderer::Camera picture_camera() const;
    void use_home_angle();
    [[nodiscard]] std::optional<double> screen_mm() const;
    void measure_screen(bool active);
    void set_screen(const ui::SetScreen& wanted);
    void hold_life_size();
    [[nodiscard]] glm::dvec2 as_seen(glm::dvec2 pixel, const ui::Rect& picture) const;
    [[nodiscard]] ui::ViewingState viewing_state() const;
    void finish_picture(renderer::Image& image, std::uint32_t pane_height) const;
    void refocus();
    void show_view(std::string_view name, bool at_once);
    [[nodiscard]] std::optional<glm::dvec3> skin_at(glm::dvec2 window_pixel) const;
    [[nodiscard]] ui::UiState state() const;
    [[nodiscard]] renderer::Camera view_camera(std::string_view name);
    void save(const std::filesystem::path& file);
    void export_picture(const std::filesystem::path& file);
    void draw(const ui::Output& output);
    [[nodiscard]] bool refining() const;  // the picture at rest is not yet as smooth as it gets
    void say(std::string text, bool problem);
    void take_advice();

    WindowOptions options_;
    Trace trace_;
    WindowSystem system_;
    std::unique_ptr<Stage> stage_;
    ui::Theme theme_;
    ui::UserInterface interface_;
    Document document_;
    HeadLoader loader_;
    SidesMatcher matcher_;

    session::PrepareOptions prepared_with_;  // the head asked for last
    session::PrepareOptions shown_with_;     // the one shown
    std::unique_ptr<session::Preview> preview_;
    std::optional<session::PictureUpload> on_way_;  // of the head under way, whose number is
    std::uint64_t on_way_of_ = 0;
    std::uint64_t showing_ = 0;  // the loader's number of the head shown
    // The head before while one is shown that has no dots yet: shown again where work on that one ends early.
    struct Before {
        std::unique_ptr<session::Preview> preview;
        session::PrepareOptions shown_with;
        OrbitCamera camera;
        std::string_view view;
    };
    std::optional<Before> before_;
    std::shared_ptr<const session::ResolvedDesign> resolved_;
    std::optional<SurfacePicker> picker_;
    OrbitCamera camera_;
    std::string_view view_ = "front";
    bool treated_ = true, peek_before_ = false;
    std::optional<ui::Message> message_;
    double message_since_ = 0;
    std::optional<bust::BustMeasures> refused_;  // measures that no head has, asked for last
    LandmarkTool landmarks_;
    model::Scan landmarks_scan_;  // that the marks are about
    HairlineTool hairline_;
    BrushTool brush_;
    CompareTool compare_;
    ViewingTool viewing_;
    bool over_viewport_ = false;  // in the frame before
    std::vector<std::string> kept_hairlines_;  // names, for the panel
    std::vector<ui::Advice> advice_;
    std::optional<ui::PartingContrast> parting_;
    std::optional<ui::MatchLine> match_;
    std::shared_ptr<const ui::Swatches> swatches_;
    model::Design swatches_of_;
    bool was_dragging_ = false;
    int held_mark_ = 0;
    bool mark_moved_ = false, pressed_still_ = false;
    glm::dvec2 pressed_at_{0};
    std::exception_ptr first_head_failed_;
    bool first_head_ = true;

    // Input since the last frame.
    int frames_due_ = 3;  // ImGui needs a few to settle after an event
    std::vector<Key> pressed_;
    std::vector<std::filesystem::path> dropped_;
    float scale_wanted_ = 0;
    bool typing_ = false;
    enum class Hand { none, orbit, pan, mark, handle, brush } hand_ = Hand::none;
    glm::dvec3 grabbed_{0};
    ui::Rect viewport_;
    double wake_after_s_ = -1;
    std::uint64_t time_gesture_ = 0;  // of the arrow keys and jumps
    double time_set_ = -10;

    // Time that runs by itself is no part of the design before it stops.
    struct Playing {
        double since = 0;  // seconds of the clock
        double from = 0;   // share of the time line
        double years = 0;  // shown now
    };
    std::optional<Playing> playing_;
    double stopped_at_ = -1;             // where play was stopped last: from there it goes on
    static constexpr double kOtherYears = 4;  // the first jump from healed work: clinics see most clients again by then
    std::optional<double> other_years_;

    // Pictures.
    Shown shown_;
    double full_ms_ = 0, frame_ms_ = 0;  // at full size; of the last picture
    double last_change_ = -10;           // when the picture last changed
    std::uint32_t samples_ = 0;          // averaged in the pictures shown, of all together; 0: drawn in motion, as single ones
    ResolutionScale moving_scale_;
    double shown_scale_ = 1;             // of the last picture's sides over its place's
    bool coarse_ = false;                // the last picture was drawn smaller than it is shown
    bool interacting_ = false;
    double last_frame_ = 0;
    std::uint64_t pictures_ = 0, idles_ = 0, frames_ = 0;
};

}  // namespace stipple::window
