#include "child_process.h"

#include <poll.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <new>

namespace stipple::scalp {
namespace {

enum Ending : int { done = 0, out_of_memory = 10, threw = 11, not_written = 12 };

// Of this process, as the kernel counts for RLIMIT_AS.
std::uint64_t mapped_bytes() {
    unsigned long long pages = 0;
    if (std::FILE* file = std::fopen("/proc/self/statm", "r")) {
        if (std::fscanf(file, "%llu", &pages) != 1) pages = 0;
        std::fclose(file);
    }
    return pages * std::uint64_t(sysconf(_SC_PAGESIZE));
}

void limit(int resource, std::uint64_t value) {
    rlimit set{value, value};
    rlimit now{};
    if (getrlimit(static_cast<__rlimit_resource>(resource), &now) == 0 && now.rlim_max < set.rlim_max) set = {now.rlim_max, now.rlim_max};
    (void)setrlimit(static_cast<__rlimit_resource>(resource), &set);
}

bool write_all(int file, const std::vector<std::uint8_t>& bytes) {
    std::size_t at = 0;
    while (at < bytes.size()) {
        const ssize_t wrote = write(file, bytes.data() + at, bytes.size() - at);
        if (wrote < 0 && errno == EINTR) continue;
        if (wrote <= 0) return false;
        at += std::size_t(wrote);
    }
    return true;
}

// In the copy: never returns, and runs nothing that was to run at exit.
[[noreturn]] void work_and_end(const std::function<std::vector<std::uint8_t>()>& work, const ChildLimits& limits, std::uint64_t mapped, int file) {
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    for (const int caught : {SIGSEGV, SIGBUS, SIGABRT, SIGFPE, SIGILL, SIGTERM, SIGINT}) signal(caught, SIG_DFL);
    limit(RLIMIT_CORE, 0);
    limit(RLIMIT_CPU, limits.processor_seconds);
#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)  // they map terabytes for themselves
    limit(RLIMIT_AS, mapped + limits.memory_bytes);
#endif
    int ending = done;
    try {
        if (!write_all(file, work())) ending = not_written;
    } catch (const std::bad_alloc&) {
        ending = out_of_memory;
    } catch (...) {
        ending = threw;
    }
    _exit(ending);
}

std::vector<std::uint8_t> read_all(int file) {
    const off_t end = lseek(file, 0, SEEK_END);
    std::vector<std::uint8_t> bytes(end > 0 ? std::size_t(end) : 0);
    std::size_t at = 0;
    while (at < bytes.size()) {
        const ssize_t got = pread(file, bytes.data() + at, bytes.size() - at, off_t(at));
        if (got < 0 && errno == EINTR) continue;
        if (got <= 0) throw ChildFailed("could not be read in a process of its own");
        at += std::size_t(got);
    }
    return bytes;
}

struct File {
    int descriptor;
    ~File() { close(descriptor); }
};

}  // namespace

std::vector<std::uint8_t> in_child(const std::function<std::vector<std::uint8_t>()>& work, const ChildLimits& limits) {
    const File answer{memfd_create("answer", MFD_CLOEXEC)};
    if (answer.descriptor < 0) throw ChildFailed("could not be read in a process of its own: " + std::string(std::strerror(errno)));
    const std::uint64_t mapped = mapped_bytes();
    std::fflush(nullptr);  // or what is waiting would be written twice
    const pid_t child = fork();
    if (child < 0) throw ChildFailed("could not be read in a process of its own: " + std::string(std::strerror(errno)));
    if (child == 0) work_and_end(work, limits, mapped, answer.descriptor);
    // A lock that another thread held while the copy was made would keep it waiting for ever, without processor time;
    // on a busy machine it is only slow.
    const auto latest = std::chrono::steady_clock::now() + std::chrono::seconds(30 + 8 * std::int64_t(limits.processor_seconds));
    int status = 0, polls = 0;
    for (;;) {
        const pid_t ended = waitpid(child, &status, WNOHANG);
        if (ended == child) break;
        if (ended < 0 && errno != EINTR) throw ChildFailed("could not be read in a process of its own: " + std::string(std::strerror(errno)));
        if (std::chrono::steady_clock::now() > latest) {
            kill(child, SIGKILL);
            (void)waitpid(child, &status, 0);
            break;
        }
        poll(nullptr, 0, ++polls < 20 ? 1 : 5);
    }
    if (WIFSIGNALED(status)) {
        const int cause = WTERMSIG(status);
        if (cause == SIGXCPU || cause == SIGKILL) throw ChildFailed("takes too long to read");
        throw ChildFailed("makes its reader fail");
    }
    switch (WEXITSTATUS(status)) {
        case done: return read_all(answer.descriptor);
        case out_of_memory: throw ChildFailed("takes too much memory to read");
        default: throw ChildFailed("makes its reader fail");
    }
}

}  // namespace stipple::scalp
