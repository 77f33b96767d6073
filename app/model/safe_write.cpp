#include "safe_write.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstring>

namespace stipple::model {
namespace {

std::string remedy(int error) {
    switch (error) {
        case EACCES:
        case EPERM: return "permission denied; choose a folder you may write to";
        case EROFS: return "the disk is read-only; choose another one";
        case ENOSPC:
        case EDQUOT: return "the disk is full; free some space or choose another one";
        case ENOENT: return "the folder does not exist; make it first or choose another one";
        case ENOTDIR: return "a part of the path is a file, not a folder; choose another path";
        case ENAMETOOLONG: return "the name is too long; choose a shorter one";
        default: return std::string(std::strerror(error)) + "; try another folder";
    }
}

// The new file beside the old one; gone again unless it was put in place.
class NewFile {
  public:
    explicit NewFile(const std::filesystem::path& target) : shown_(target), target_(target) {
        std::error_code ignored;
        if (std::filesystem::is_symlink(target, ignored)) {
            target_ = std::filesystem::weakly_canonical(target, ignored);
            if (ignored) throw CannotWrite(shown_, "the link leads nowhere; choose another name");
        }
        if (std::filesystem::is_directory(target_, ignored)) throw CannotWrite(shown_, "is a folder; give a file name");
        mode_t mode = 0666;
        struct stat existing {};
        const bool exists = ::stat(target_.c_str(), &existing) == 0;
        if (exists && !S_ISREG(existing.st_mode)) throw CannotWrite(shown_, "is a device or pipe; give a file name");
        if (exists) mode = existing.st_mode & 07777;
        // A file somebody made read-only is not replaced behind their back, though a rename could.
        if (exists && ::access(target_.c_str(), W_OK) != 0) fail(errno);
        for (int attempt = 0; handle_ < 0; ++attempt) {
            temporary_ = target_.parent_path() / ("." + target_.filename().string().substr(0, 180) + "." +
                                                  std::to_string(::getpid()) + "." + std::to_string(attempt) + ".part");
            handle_ = ::open(temporary_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, mode);
            if (handle_ < 0 && (errno != EEXIST || attempt == 100)) {
                const int error = errno;
                temporary_.clear();
                fail(error);
            }
        }
        if (exists) ::fchmod(handle_, mode);
    }
    ~NewFile() {
        if (handle_ >= 0) ::close(handle_);
        if (!temporary_.empty()) ::unlink(temporary_.c_str());
    }
    NewFile(const NewFile&) = delete;
    NewFile& operator=(const NewFile&) = delete;

    void write(std::string_view bytes) {
        while (!bytes.empty()) {
            const ssize_t written = ::write(handle_, bytes.data(), bytes.size());
            if (written < 0 && errno == EINTR) continue;
            if (written < 0) fail(errno);
            bytes.remove_prefix(std::size_t(written));
        }
    }

    void put_in_place() {
        if (::fsync(handle_) != 0) fail(errno);
        const int closed = ::close(handle_);
        handle_ = -1;
        if (closed != 0) fail(errno);
        if (std::rename(temporary_.c_str(), target_.c_str()) != 0) fail(errno);
        temporary_.clear();
        const std::filesystem::path folder = target_.has_parent_path() ? target_.parent_path() : ".";
        const int directory = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        if (directory >= 0) {  // not every file system lets a folder be synced: the file itself is safe by now
            ::fsync(directory);
            ::close(directory);
        }
    }

  private:
    [[noreturn]] void fail(int error) const { throw CannotWrite(shown_, "could not be written: " + remedy(error)); }

    std::filesystem::path shown_, target_, temporary_;
    int handle_ = -1;
};

}  // namespace

void write_file_safely(const std::filesystem::path& file, std::string_view bytes) {
    NewFile fresh(file);
    fresh.write(bytes);
    fresh.put_in_place();
}

}  // namespace stipple::model
