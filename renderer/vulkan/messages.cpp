#include "renderer/vulkan/messages.h"

#include <iostream>

namespace stipple::renderer::vulkan {
namespace {

MessageLog& process_log() {
    static MessageLog log;
    return log;
}

VKAPI_ATTR VkBool32 VKAPI_CALL receive(VkDebugUtilsMessageSeverityFlagBitsEXT, VkDebugUtilsMessageTypeFlagsEXT types,
                                       const VkDebugUtilsMessengerCallbackDataEXT* data, void* log) {
    const std::string id = data->pMessageIdName != nullptr ? data->pMessageIdName : "";
    const std::string text = (id.empty() ? "" : id + ": ") + (data->pMessage != nullptr ? data->pMessage : "");
    // General messages come from the loader (a driver file skipped) and say nothing of this program.
    constexpr VkDebugUtilsMessageTypeFlagsEXT kept =
        VK_DEBUG_UTILS_MESSAGE_TYPE_VALIDATION_BIT_EXT | VK_DEBUG_UTILS_MESSAGE_TYPE_PERFORMANCE_BIT_EXT;
    if ((types & kept) != 0) {
        static_cast<MessageLog*>(log)->add(text);
        process_log().add(text);
    }
    std::cerr << "vulkan: " << text << '\n';
    return VK_FALSE;
}

}  // namespace

VkDebugUtilsMessengerCreateInfoEXT MessageLog::messenger_info() {
    VkDebugUtilsMessengerCreateInfoEXT info{VK_STRUCTURE_TYPE_DEBUG_UTILS_MESSENGER_CREATE_INFO_EXT};
    info.messageSeverity =
        VK_DEBUG_UTILS_MESSAGE_SEVERITY_WARNING_BIT_EXT | VK_DEBUG_UTILS_MESSAGE_SEVERITY_ERROR_BIT_EXT;
    info.messageType = VK_DEBUG_UTILS_MESSAGE_TYPE_GENERAL_BIT_EXT | VK_DEBUG_UTILS_MESSAGE_TYPE_VALIDATION_BIT_EXT |
                       VK_DEBUG_UTILS_MESSAGE_TYPE_PERFORMANCE_BIT_EXT;
    info.pfnUserCallback = receive;
    info.pUserData = this;
    return info;
}

std::vector<std::string> MessageLog::all() const {
    const std::lock_guard lock(mutex_);
    return messages_;
}

void MessageLog::add(std::string message) {
    const std::lock_guard lock(mutex_);
    // A frame in a loop can repeat one mistake for ever; the first thousand tell enough.
    if (messages_.size() < 1000) messages_.push_back(std::move(message));
}

std::vector<std::string> every_validation_message() { return process_log().all(); }

}  // namespace stipple::renderer::vulkan
