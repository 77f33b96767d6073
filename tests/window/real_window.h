// The program's own window on a display of its own, driven by a made-up hand.
#pragma once
#include <array>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

namespace stipple::test {

struct Pixels {
    int width = 0, height = 0;
    std::vector<std::uint8_t> rgb;
    [[nodiscard]] const std::uint8_t* at(int x, int y) const {
        return &rgb[(std::size_t(y) * std::size_t(width) + std::size_t(x)) * 3];
    }
};

struct Place {
    double x = 0, y = 0, width = 0, height = 0;
};

// Pixels inside `where` whose colours differ by more than `tolerance` in any channel, as a share.
[[nodiscard]] double share_different(const Pixels& a, const Pixels& b, const Place& where, int tolerance = 0);

// Waits for a file to be there, whole: what the program writes it renames into place. Fails after 90 s.
void wait_for_file(const std::filesystem::path& file);

// A display without a window manager. Starts Xvfb on a free number; ends it when destroyed.
class Display {
  public:
    Display(int width, int height, int dpi);
    ~Display();
    Display(const Display&) = delete;
    Display& operator=(const Display&) = delete;
    void xdotool(const std::string& arguments) const;             // throws when it fails
    [[nodiscard]] Pixels picture(const std::string& name) const;  // kept as a PNG for eyes
    [[nodiscard]] const std::string& name() const { return name_; }

  private:
    std::string name_;
    int process_ = 0;
};

// The program, talking through its trace (see window/window.h). Every wait is for a line it writes and fails after 90 s
// with what it wrote.
class Program {
  public:
    // `environment` is set on top of what every test sets.
    Program(const Display& display, const std::vector<std::string>& arguments,
            const std::map<std::string, std::string>& environment = {});
    ~Program();  // ends it if it still runs
    Program(const Program&) = delete;
    Program& operator=(const Program&) = delete;

    // Waits until nothing moves: the program is idle and has said so after the last call of `mark`.
    void wait_idle();
    // The same without waiting for the picture to be refined, which takes seconds: for all but pictures that are compared.
    void wait_still();
    // Waits for a line that begins so, after the last mark; returns it. The mark moves behind it with `go_on`.
    std::string wait_for(const std::string& beginning, bool go_on = false);
    void mark();
    [[nodiscard]] Place place(const std::string& name);
    [[nodiscard]] double number(const std::string& word);  // of the last picture line: "dots" ...
    [[nodiscard]] int wait_for_end();                      // the exit code
    [[nodiscard]] double cpu_seconds() const;              // processor time of all its threads so far
    [[nodiscard]] std::vector<std::string> lines();

  private:
    std::string wait_for_one(const std::vector<std::string>& beginnings, bool go_on);

    std::filesystem::path log_;
    int process_ = 0;
    std::size_t marked_ = 0;  // lines before the mark
};

}  // namespace stipple::test
