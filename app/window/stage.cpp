#include "stage.h"

#define GLFW_INCLUDE_VULKAN
#include <GLFW/glfw3.h>
#include <backends/imgui_impl_glfw.h>
#include <backends/imgui_impl_vulkan.h>

#include <algorithm>
#include <array>
#include <stdexcept>

#include "renderer/present.h"
#include "ui/theme.h"

namespace stipple::window {
namespace {

// GLFW reports through a callback without context; the last words are kept for the exception that follows.
std::string& glfw_words() {
    static std::string words;
    return words;
}

[[noreturn]] void refuse(const std::string& what) {
    throw std::runtime_error(what + (glfw_words().empty() ? "" : " (" + glfw_words() + ")") +
                             "; start a desktop session, set DISPLAY, or use `stipple render` which needs no display");
}

void check_imgui(VkResult result) {
    if (result < 0)
        throw std::runtime_error("the window's panel could not be drawn: Vulkan error " + std::to_string(int(result)) +
                                 "; update the graphics driver");
}

constexpr int kWidth = 1280, kHeight = 800;                     // points
constexpr std::array<float, 3> kBackdrop{0.46F, 0.46F, 0.46F};  // 18 % grey as sRGB: what skin is judged against

}  // namespace

WindowSystem::WindowSystem() {
    glfwSetErrorCallback([](int, const char* words) { glfw_words() = words; });
    if (!glfwInit()) refuse("no window can be opened");
    if (!glfwVulkanSupported()) {
        glfwTerminate();
        throw std::runtime_error(
            "no Vulkan driver was found; install mesa-vulkan-drivers or the graphics card's own driver");
    }
}

WindowSystem::~WindowSystem() { glfwTerminate(); }

Stage::Stage(const std::string& title, renderer::DeviceRequest request,
             const std::function<void(GLFWwindow*)>& prepare) {
    glfwWindowHint(GLFW_CLIENT_API, GLFW_NO_API);
    glfwWindowHint(GLFW_SCALE_TO_MONITOR, GLFW_TRUE);
    // Never larger than the display: on a small one with a high scale the title bar would be out of reach.
    int width = kWidth, height = kHeight;
    if (GLFWmonitor* monitor = glfwGetPrimaryMonitor()) {
        int x = 0, y = 0, usable_width = 0, usable_height = 0;
        float scale_x = 1, scale_y = 1;
        glfwGetMonitorWorkarea(monitor, &x, &y, &usable_width, &usable_height);
        glfwGetMonitorContentScale(monitor, &scale_x, &scale_y);
        if (usable_width > 0 && usable_height > 0) {
            width = std::min(width, int(float(usable_width) / scale_x));
            height = std::min(height, int(float(usable_height) / scale_y));
        }
    }
    window_ = glfwCreateWindow(width, height, title.c_str(), nullptr, nullptr);
    if (!window_) refuse("the window could not be opened");
    try {
        std::uint32_t count = 0;
        const char** extensions = glfwGetRequiredInstanceExtensions(&count);
        if (!extensions) refuse("Vulkan cannot show pictures on this display");
        request.instance_extensions.assign(extensions, extensions + count);
        request.can_present = [](void* instance, void* device, std::uint32_t family) {
            return glfwGetPhysicalDevicePresentationSupport(static_cast<VkInstance>(instance),
                                                            static_cast<VkPhysicalDevice>(device), family) == GLFW_TRUE;
        };
        renderer_ = std::make_unique<renderer::Renderer>(request);
        const renderer::VulkanHandles handles = renderer::vulkan_handles(*renderer_);
        VkSurfaceKHR surface = VK_NULL_HANDLE;
        if (glfwCreateWindowSurface(handles.instance, window_, nullptr, &surface) != VK_SUCCESS)
            refuse("the window takes no pictures from Vulkan");
        int framebuffer_width = 0, framebuffer_height = 0;
        glfwGetFramebufferSize(window_, &framebuffer_width, &framebuffer_height);
        presenter_ = std::make_unique<renderer::Presenter>(*renderer_, surface, std::uint32_t(framebuffer_width),
                                                           std::uint32_t(framebuffer_height));
        presenter_->set_backdrop(kBackdrop);

        ImGui::CreateContext();
        ImGui::GetIO().IniFilename = nullptr;  // nothing is written beside the user's files
        ImGui::GetIO().ConfigWindowsMoveFromTitleBarOnly = true;
        ImGui::GetIO().MouseDoubleClickTime = 0.5F;  // as desktops have it; a slow picture may come between two clicks
        prepare(window_);
        ImGui_ImplGlfw_InitForVulkan(window_, true);
        const VkDescriptorPoolSize size{VK_DESCRIPTOR_TYPE_COMBINED_IMAGE_SAMPLER, 4};
        VkDescriptorPoolCreateInfo pool_info{VK_STRUCTURE_TYPE_DESCRIPTOR_POOL_CREATE_INFO};
        pool_info.flags = VK_DESCRIPTOR_POOL_CREATE_FREE_DESCRIPTOR_SET_BIT;
        pool_info.maxSets = 4;
        pool_info.poolSizeCount = 1;
        pool_info.pPoolSizes = &size;
        check_imgui(vkCreateDescriptorPool(handles.device, &pool_info, nullptr, &pool_));
        start_imgui();
    } catch (...) {
        close();
        throw;
    }
}

void Stage::start_imgui() {
    const renderer::VulkanHandles handles = renderer::vulkan_handles(*renderer_);
    ImGui_ImplVulkan_InitInfo info{};
    info.Instance = handles.instance;
    info.PhysicalDevice = handles.physical_device;
    info.Device = handles.device;
    info.QueueFamily = handles.queue_family;
    info.Queue = handles.queue;
    info.PipelineCache = handles.pipeline_cache;
    info.DescriptorPool = pool_;
    info.MinImageCount = presenter_->min_image_count();
    // The back end keeps one set of vertex buffers an image and goes round them once a frame: with one more than
    // can be in flight none is overwritten while the device reads it.
    info.ImageCount = std::max(3U, presenter_->image_count());
    info.MSAASamples = VK_SAMPLE_COUNT_1_BIT;
    info.CheckVkResultFn = check_imgui;
    ImGui_ImplVulkan_Init(&info, presenter_->render_pass());
    imgui_ready_ = true;
}

Stage::~Stage() { close(); }

void Stage::close() {
    if (renderer_) vkDeviceWaitIdle(renderer::vulkan_handles(*renderer_).device);
    if (imgui_ready_) ImGui_ImplVulkan_Shutdown();
    if (ImGui::GetCurrentContext()) {
        if (ImGui::GetIO().BackendPlatformUserData) ImGui_ImplGlfw_Shutdown();
        ImGui::DestroyContext();
    }
    if (pool_) vkDestroyDescriptorPool(renderer::vulkan_handles(*renderer_).device, pool_, nullptr);
    presenter_.reset();
    renderer_.reset();
    if (window_) glfwDestroyWindow(window_);
}

float Stage::content_scale() const {
    float x = 1, y = 1;
    glfwGetWindowContentScale(window_, &x, &y);
    return std::max(x, y);
}

void Stage::fonts_changed() {
    check_imgui(vkDeviceWaitIdle(renderer::vulkan_handles(*renderer_).device));
    if (has_fonts_) {
        // The back end cannot exchange its font texture: it starts anew.
        ImGui_ImplVulkan_Shutdown();
        imgui_ready_ = false;
        start_imgui();
    }
    renderer::submit_and_wait(*renderer_,
                              [](VkCommandBuffer commands) { ImGui_ImplVulkan_CreateFontsTexture(commands); });
    ImGui_ImplVulkan_DestroyFontUploadObjects();
    has_fonts_ = true;
}

void Stage::finish() {
    renderer::submit_and_wait(*renderer_, [](VkCommandBuffer) {});
}

void Stage::begin_frame() {
    ImGui_ImplVulkan_NewFrame();
    ImGui_ImplGlfw_NewFrame();
    ImGui::NewFrame();
}

bool Stage::show(std::span<const Picture> pictures) {
    int width = 0, height = 0;
    glfwGetFramebufferSize(window_, &width, &height);
    if (width <= 0 || height <= 0) return false;
    std::vector<renderer::WindowPicture> shown;
    for (const Picture& p : pictures)
        shown.push_back({p.frame, p.x, p.y, p.shown_width, p.shown_height, p.width, p.height, p.sample, p.from_x, p.to_x, p.difference_of, p.mirrored});
    return presenter_->show(std::uint32_t(width), std::uint32_t(height), shown, [](VkCommandBuffer commands) {
        ImGui_ImplVulkan_RenderDrawData(ImGui::GetDrawData(), commands);
    });
}

}  // namespace stipple::window
