#include "real_window.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <stdexcept>
#include <thread>

namespace stipple::test {
namespace {

using std::chrono::milliseconds;
using std::chrono::seconds;
using std::chrono::steady_clock;

// Only what hangs takes this long, also on a slow machine that does other things besides.
constexpr seconds kLongestWait(90);

void run(const std::string& command) {
    if (std::system(command.c_str()) != 0) throw std::runtime_error("failed: " + command);
}

std::filesystem::path pictures() {
    std::filesystem::create_directories(STIPPLE_PICTURES);
    return STIPPLE_PICTURES;
}

}  // namespace

double share_different(const Pixels& a, const Pixels& b, const Place& where, int tolerance) {
    if (a.width != b.width || a.height != b.height) throw std::runtime_error("pictures of different sizes");
    std::size_t different = 0, all = 0;
    for (int y = int(where.y); y < int(where.y + where.height); ++y)
        for (int x = int(where.x); x < int(where.x + where.width); ++x, ++all)
            for (int c = 0; c < 3; ++c)
                if (std::abs(int(a.at(x, y)[c]) - int(b.at(x, y)[c])) > tolerance) {
                    ++different;
                    break;
                }
    return all == 0 ? 0 : double(different) / double(all);
}

void wait_for_file(const std::filesystem::path& file) {
    for (const auto until = steady_clock::now() + kLongestWait; !std::filesystem::exists(file);) {
        if (steady_clock::now() > until) throw std::runtime_error("waited in vain for " + file.string());
        std::this_thread::sleep_for(milliseconds(20));
    }
}

Display::Display(int width, int height, int dpi) {
    int pipe_ends[2];
    if (pipe(pipe_ends) != 0) throw std::runtime_error("no pipe");
    const std::string screen = std::to_string(width) + "x" + std::to_string(height) + "x24",
                      write_end = std::to_string(pipe_ends[1]);
    process_ = fork();
    if (process_ == 0) {
        close(pipe_ends[0]);
        const int nowhere = open("/dev/null", O_WRONLY);
        dup2(nowhere, 2);
        execlp("Xvfb", "Xvfb", "-displayfd", write_end.c_str(), "-screen", "0", screen.c_str(), "-noreset", "-nolisten",
               "tcp", nullptr);
        _exit(127);
    }
    close(pipe_ends[1]);
    // Xvfb writes its number once it takes connections.
    std::string number;
    char letter = 0;
    while (read(pipe_ends[0], &letter, 1) == 1 && letter != '\n') number += letter;
    close(pipe_ends[0]);
    if (number.empty()) throw std::runtime_error("Xvfb did not start");
    name_ = ":" + number;
    if (dpi != 96) run("echo 'Xft.dpi: " + std::to_string(dpi) + "' | DISPLAY=" + name_ + " xrdb -merge -");
}

Display::~Display() {
    if (process_ > 0) {
        kill(process_, SIGTERM);
        waitpid(process_, nullptr, 0);
    }
}

void Display::xdotool(const std::string& arguments) const { run("DISPLAY=" + name_ + " xdotool " + arguments); }

Pixels Display::picture(const std::string& name) const {
    const std::filesystem::path png = pictures() / (name + ".png"), raw = pictures() / (name + ".ppm");
    run("DISPLAY=" + name_ + " import -window root -depth 8 '" + png.string() + "' && convert '" + png.string() +
        "' -depth 8 '" + raw.string() + "'");
    std::ifstream file(raw, std::ios::binary);
    std::string magic;
    Pixels pixels;
    int most = 0;
    file >> magic >> pixels.width >> pixels.height >> most;
    file.get();
    if (magic != "P6" || most != 255) throw std::runtime_error("not a picture: " + raw.string());
    pixels.rgb.resize(std::size_t(pixels.width) * std::size_t(pixels.height) * 3);
    file.read(reinterpret_cast<char*>(pixels.rgb.data()), std::streamsize(pixels.rgb.size()));
    if (!file) throw std::runtime_error("cut short: " + raw.string());
    file.close();
    std::filesystem::remove(raw);
    return pixels;
}

Program::Program(const Display& display, const std::vector<std::string>& arguments,
                 const std::map<std::string, std::string>& environment) {
    static int count = 0;
    log_ = pictures() / ("log-" + std::to_string(getpid()) + "-" + std::to_string(++count) + ".txt");
    process_ = fork();
    if (process_ == 0) {
        setenv("DISPLAY", display.name().c_str(), 1);
        setenv("STIPPLE_TRACE", "1", 1);
        setenv("STIPPLE_VALIDATION", "1", 1);
        setenv("STIPPLE_SITES", "400000", 1);
        setenv("XDG_CACHE_HOME", (pictures() / "cache").c_str(), 1);
        for (const auto& [name, value] : environment) setenv(name.c_str(), value.c_str(), 1);
        const int log = open(log_.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0644);
        dup2(log, 2);
        dup2(log, 1);
        std::vector<char*> words{const_cast<char*>(STIPPLE_PROGRAM)};
        for (const std::string& argument : arguments) words.push_back(const_cast<char*>(argument.c_str()));
        words.push_back(nullptr);
        execv(STIPPLE_PROGRAM, words.data());
        _exit(127);
    }
}

Program::~Program() {
    if (process_ > 0) {
        kill(process_, SIGKILL);
        waitpid(process_, nullptr, 0);
    }
}

std::vector<std::string> Program::lines() {
    std::ifstream file(log_);
    std::vector<std::string> found;
    for (std::string line; std::getline(file, line);) {
        if (file.eof()) break;  // not yet written to its end
        found.push_back(line);
    }
    return found;
}

void Program::mark() { marked_ = lines().size(); }

std::string Program::wait_for(const std::string& beginning, bool go_on) { return wait_for_one({beginning}, go_on); }

std::string Program::wait_for_one(const std::vector<std::string>& beginnings, bool go_on) {
    const auto until = steady_clock::now() + kLongestWait;
    for (;;) {
        const std::vector<std::string> said = lines();
        for (std::size_t i = marked_; i < said.size(); ++i)
            if (std::any_of(beginnings.begin(), beginnings.end(), [&](const std::string& b) { return said[i].starts_with(b); })) {
                if (go_on) marked_ = i + 1;
                return said[i];
            }
        int state = 0;
        const bool ended = waitpid(process_, &state, WNOHANG) == process_;
        if (ended) process_ = 0;
        if (ended || steady_clock::now() > until) {
            std::string all;
            for (const std::string& line : said)
                if (!line.starts_with("place ")) all += line + "\n";
            throw std::runtime_error("waited in vain for \"" + beginnings[0] + "\"; the program wrote:\n" + all);
        }
        std::this_thread::sleep_for(milliseconds(20));
    }
}

void Program::wait_idle() { (void)wait_for("idle "); }
void Program::wait_still() { (void)wait_for_one({"still", "idle "}, false); }

Place Program::place(const std::string& name) {
    Place place;
    bool found = false;
    for (const std::string& line : lines())
        if (line.starts_with("place " + name + " ")) {
            std::istringstream words(line.substr(7 + name.size()));
            words >> place.x >> place.y >> place.width >> place.height;
            found = true;
        }
    if (!found) throw std::runtime_error("no control is called " + name);
    return place;
}

double Program::number(const std::string& word) {
    double value = NAN;
    for (const std::string& line : lines())
        if (line.starts_with("picture "))
            if (const std::size_t at = line.find(" " + word + "="); at != std::string::npos)
                value = std::strtod(line.c_str() + at + word.size() + 2, nullptr);
    return value;
}

double Program::cpu_seconds() const {
    std::ifstream file("/proc/" + std::to_string(process_) + "/stat");
    std::string text;
    std::getline(file, text);
    // Fields 14 and 15, user and system time in clock ticks; the name in brackets before may hold anything.
    std::istringstream fields(text.substr(text.rfind(')') + 1));
    std::string skipped;
    for (int field = 3; field < 14; ++field) fields >> skipped;
    double user = 0, system = 0;
    if (!(fields >> user >> system)) throw std::runtime_error("the program's processor time cannot be read");
    return (user + system) / double(sysconf(_SC_CLK_TCK));
}

int Program::wait_for_end() {
    const auto until = steady_clock::now() + seconds(20);
    while (steady_clock::now() < until) {
        int state = 0;
        if (waitpid(process_, &state, WNOHANG) == process_) {
            process_ = 0;
            return WIFEXITED(state) ? WEXITSTATUS(state) : 128 + WTERMSIG(state);
        }
        std::this_thread::sleep_for(milliseconds(20));
    }
    throw std::runtime_error("the program did not end");
}

}  // namespace stipple::test
