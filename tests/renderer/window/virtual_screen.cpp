#include "virtual_screen.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cstdlib>
#include <stdexcept>

namespace stipple::test {

VirtualScreen::VirtualScreen() {
    int ends[2];
    if (pipe(ends) != 0) throw std::runtime_error("no pipe");
    server_ = fork();
    if (server_ == 0) {
        close(ends[0]);
        // Should the test die, the server must not live on, nor hold open what the test's output goes to.
        prctl(PR_SET_PDEATHSIG, SIGTERM);
        const int nowhere = open("/dev/null", O_RDWR);
        dup2(nowhere, STDOUT_FILENO);
        dup2(nowhere, STDERR_FILENO);
        const std::string end = std::to_string(ends[1]);
        // 24 bits deep: at 16 a surface has no formats. The server picks a free number and writes it to the pipe.
        execlp("Xvfb", "Xvfb", "-displayfd", end.c_str(), "-screen", "0", "1024x768x24", "-nolisten", "tcp",
               static_cast<char*>(nullptr));
        _exit(127);
    }
    close(ends[1]);
    std::string number;
    char c = 0;
    while (read(ends[0], &c, 1) == 1 && c != '\n') number += c;
    close(ends[0]);
    if (number.empty()) {
        waitpid(server_, nullptr, 0);
        throw std::runtime_error("Xvfb did not start (on Debian: install xvfb)");
    }
    connection_ = xcb_connect((":" + number).c_str(), nullptr);
    if (xcb_connection_has_error(connection_) != 0) throw std::runtime_error("cannot connect to Xvfb");
    screen_ = xcb_setup_roots_iterator(xcb_get_setup(connection_)).data;
}

VirtualScreen::~VirtualScreen() {
    xcb_disconnect(connection_);
    kill(server_, SIGTERM);
    waitpid(server_, nullptr, 0);
}

TestWindow::TestWindow(VirtualScreen& screen, std::uint32_t width, std::uint32_t height)
    : screen_(screen), window_(xcb_generate_id(screen.connection())) {
    xcb_create_window(screen.connection(), XCB_COPY_FROM_PARENT, window_, screen.screen()->root, 0, 0,
                      static_cast<std::uint16_t>(width), static_cast<std::uint16_t>(height), 0,
                      XCB_WINDOW_CLASS_INPUT_OUTPUT, screen.screen()->root_visual, 0, nullptr);
    xcb_map_window(screen.connection(), window_);
    std::free(xcb_get_geometry_reply(screen.connection(), xcb_get_geometry(screen.connection(), window_), nullptr));
}

TestWindow::~TestWindow() {
    xcb_destroy_window(screen_.connection(), window_);
    xcb_flush(screen_.connection());
}

void TestWindow::resize(std::uint32_t width, std::uint32_t height) {
    const std::uint32_t values[] = {width, height};
    xcb_configure_window(screen_.connection(), window_, XCB_CONFIG_WINDOW_WIDTH | XCB_CONFIG_WINDOW_HEIGHT, values);
    std::free(xcb_get_geometry_reply(screen_.connection(), xcb_get_geometry(screen_.connection(), window_), nullptr));
}

Screenshot TestWindow::look() const {
    xcb_connection_t* connection = screen_.connection();
    xcb_get_geometry_reply_t* geometry = xcb_get_geometry_reply(connection, xcb_get_geometry(connection, window_), nullptr);
    if (geometry == nullptr) throw std::runtime_error("the window is gone");
    Screenshot shot{geometry->width, geometry->height, {}};
    std::free(geometry);
    xcb_get_image_reply_t* image = xcb_get_image_reply(
        connection,
        xcb_get_image(connection, XCB_IMAGE_FORMAT_Z_PIXMAP, window_, 0, 0, static_cast<std::uint16_t>(shot.width),
                      static_cast<std::uint16_t>(shot.height), ~0U),
        nullptr);
    if (image == nullptr) throw std::runtime_error("the window's pixels cannot be read");
    const std::uint8_t* bytes = xcb_get_image_data(image);  // blue, green, red, unused
    for (std::size_t i = 0; i < std::size_t(shot.width) * shot.height; ++i)
        shot.pixels.push_back({bytes[i * 4 + 2], bytes[i * 4 + 1], bytes[i * 4]});
    std::free(image);
    return shot;
}

}  // namespace stipple::test
