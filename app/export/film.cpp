#include "film.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cassert>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <string>
#include <system_error>
#include <vector>

#include "model/safe_write.h"
#include "png.h"

extern char** environ;

namespace stipple::exporting {
namespace {

using model::CannotWrite;

std::string last_line(const std::filesystem::path& file) {
    std::ifstream in(file);
    std::string line, last;
    while (std::getline(in, line))
        if (!line.empty()) last = line;
    return last;
}

// write() of which an encoder that ended early is told by EPIPE, as if SIGPIPE were ignored, here alone: the signal goes to the thread
// that writes, which holds it back and takes it up itself.
ssize_t write_without_signal(int pipe, const void* bytes, std::size_t count) {
    sigset_t broken, before, waiting;
    sigemptyset(&broken);
    sigaddset(&broken, SIGPIPE);
    sigpending(&waiting);
    const bool already = sigismember(&waiting, SIGPIPE) == 1;  // somebody else's, and theirs to take
    pthread_sigmask(SIG_BLOCK, &broken, &before);
    const ssize_t wrote = write(pipe, bytes, count);
    const int error = errno;
    if (wrote < 0 && error == EPIPE && !already) {
        const timespec at_once{};
        while (sigtimedwait(&broken, nullptr, &at_once) < 0 && errno == EINTR) {
        }
    }
    pthread_sigmask(SIG_SETMASK, &before, nullptr);
    errno = error;
    return wrote;
}

}  // namespace

// The encoder in a process of its own, fed through a pipe. It writes beside the film's place.
struct Film::Encoder {
    std::filesystem::path part, words;  // the film being made, and what the encoder says
    pid_t process = -1;
    int pipe = -1;

    // Its exit status, or -1.
    int end() {
        if (pipe >= 0) close(pipe);
        pipe = -1;
        if (process < 0) return -1;
        int status = 0;
        while (waitpid(process, &status, 0) < 0 && errno == EINTR) {
        }
        process = -1;
        return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
    }
    ~Encoder() {
        if (process > 0) kill(process, SIGTERM);
        (void)end();
        std::error_code ignored;
        std::filesystem::remove(part, ignored);
        std::filesystem::remove(words, ignored);
    }
};

Film::Film(const std::filesystem::path& place, std::uint32_t width, std::uint32_t height, int frames_per_second) : place_(place) {
    if (place.extension() != ".mp4") {
        std::error_code error;
        std::filesystem::create_directories(place, error);
        if (error || !std::filesystem::is_directory(place))
            throw CannotWrite(place, "this is no folder and none can be made here; name a folder for PNG files, or a film that ends in .mp4");
        return;
    }
    encoder_ = std::make_unique<Encoder>();
    const std::string beside = place.string() + "." + std::to_string(getpid());
    encoder_->part = beside + ".part";
    encoder_->words = beside + ".log";
    int ends[2];
    if (::pipe2(ends, O_CLOEXEC) != 0) throw CannotWrite(place, std::string("no pipe to the encoder: ") + std::strerror(errno));
    encoder_->pipe = ends[1];

    const std::string size = std::to_string(width) + "x" + std::to_string(height), rate = std::to_string(frames_per_second);
    // Colours as sRGB pictures have them, in the range and with the sides (even) that every player takes.
    std::vector<std::string> line{"ffmpeg", "-hide_banner", "-loglevel", "error", "-y", "-f", "rawvideo", "-pix_fmt", "rgba", "-s", size, "-r", rate,
                                  "-i", "-", "-an", "-vf", "pad=ceil(iw/2)*2:ceil(ih/2)*2,scale=out_color_matrix=bt709:out_range=tv,format=yuv420p",
                                  "-c:v", "libx264", "-crf", "16", "-preset", "medium", "-colorspace", "bt709", "-color_primaries", "bt709",
                                  "-color_trc", "iec61966-2-1", "-movflags", "+faststart", "-f", "mp4", encoder_->part.string()};
    std::vector<char*> arguments;
    for (std::string& word : line) arguments.push_back(word.data());
    arguments.push_back(nullptr);

    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_adddup2(&actions, ends[0], STDIN_FILENO);
    posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, encoder_->words.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
    pid_t process = -1;
    const int error = posix_spawnp(&process, "ffmpeg", &actions, nullptr, arguments.data(), environ);
    posix_spawn_file_actions_destroy(&actions);
    close(ends[0]);
    if (error != 0) {
        encoder_.reset();
        throw CannotWrite(place, error == ENOENT ? std::string("films need the ffmpeg program, which is not installed; install it, or name a folder for PNG files")
                                                 : std::string("ffmpeg cannot be started: ") + std::strerror(error));
    }
    encoder_->process = process;
}

Film::~Film() = default;

void Film::add(const renderer::Image& image) {
    ++count_;
    if (!encoder_) {
        char name[32];
        std::snprintf(name, sizeof name, "%04d.png", count_);
        write_png(image, place_ / name);
        return;
    }
    std::size_t at = 0;
    while (at < image.rgba.size()) {
        const ssize_t wrote = write_without_signal(encoder_->pipe, image.rgba.data() + at, image.rgba.size() - at);
        if (wrote < 0 && errno == EINTR) continue;
        if (wrote <= 0) {
            (void)encoder_->end();
            const std::string words = last_line(encoder_->words);
            throw CannotWrite(place_, "ffmpeg gave up" + (words.empty() ? "" : " (" + words + ")") + "; name a folder for PNG files instead");
        }
        at += std::size_t(wrote);
    }
}

void Film::finish() {
    if (!encoder_) return;
    assert(count_ > 0);
    if (const int status = encoder_->end(); status != 0) {
        const std::string words = last_line(encoder_->words);
        throw CannotWrite(place_, "ffmpeg could not make the film" + (words.empty() ? "" : " (" + words + ")") + "; name a folder for PNG files instead");
    }
    std::error_code error;
    std::filesystem::rename(encoder_->part, place_, error);
    if (error) throw CannotWrite(place_, error.message() + "; choose a place that can be written");
    encoder_.reset();
}

}  // namespace stipple::exporting
