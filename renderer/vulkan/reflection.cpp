#include "renderer/vulkan/reflection.h"

#include <algorithm>
#include <map>
#include <optional>
#include <stdexcept>
#include <string>

namespace stipple::renderer::vulkan {
namespace {

// Numbers from the SPIR-V specification, version 1.6.
enum Op : std::uint32_t {
    op_entry_point = 15, op_execution_mode = 16, op_type_int = 21, op_type_float = 22, op_type_vector = 23,
    op_type_matrix = 24, op_type_image = 25, op_type_sampler = 26, op_type_sampled_image = 27, op_type_array = 28,
    op_type_runtime_array = 29, op_type_struct = 30, op_type_pointer = 32, op_constant = 43, op_constant_composite = 44,
    op_spec_constant = 50, op_spec_constant_composite = 51, op_function_end = 56, op_variable = 59, op_decorate = 71, op_member_decorate = 72,
    op_spec_constant_true = 48, op_spec_constant_false = 49, op_execution_mode_id = 331,
};
enum Decoration : std::uint32_t {
    spec_id = 1, buffer_block = 3, array_stride = 6, matrix_stride = 7, built_in = 11, binding_number = 33,
    descriptor_set = 34, member_offset = 35,
};
constexpr std::uint32_t magic_number = 0x07230203, mode_local_size = 17, mode_local_size_id = 38, builtin_workgroup_size = 25;
enum StorageClass : std::uint32_t { uniform_constant = 0, uniform = 2, push_constant = 9, storage_buffer = 12 };

struct Instruction {
    std::uint32_t op = 0;
    std::span<const std::uint32_t> words;  // operands, without the first word
};

class Module {
  public:
    Module(std::string_view shader, std::span<const std::uint32_t> words) : shader_(shader) {
        if (words.size() < 5 || words[0] != magic_number) fail("is not SPIR-V");
        std::uint32_t last_op = 0;
        for (std::size_t at = 5; at < words.size();) {
            const std::size_t length = words[at] >> 16U;
            if (length == 0 || at + length > words.size()) fail("is cut off");
            add({words[at] & 0xffffU, words.subspan(at + 1, length - 1)});
            last_op = words[at] & 0xffffU;
            at += length;
        }
        if (last_op != op_function_end) fail("is cut off");
    }

    Reflection reflection() const {
        Reflection result;
        result.stage = stage();
        for (const auto& [id, at] : results_) {
            if (const auto number = decoration(id, spec_id)) result.specialization_ids.push_back(*number);
            if (at.op == op_variable) add_variable(id, at, result);
        }
        std::sort(result.specialization_ids.begin(), result.specialization_ids.end());
        std::sort(result.bindings.begin(), result.bindings.end(),
                  [](const ReflectedBinding& a, const ReflectedBinding& b) { return a.binding < b.binding; });
        for (std::size_t i = 1; i < result.bindings.size(); ++i)
            if (result.bindings[i].binding == result.bindings[i - 1].binding) fail("uses one binding twice");
        if (result.stage == VK_SHADER_STAGE_COMPUTE_BIT) set_local_size(result);
        return result;
    }

  private:
    [[noreturn]] void fail(const char* what) const { throw std::runtime_error("shader " + shader_ + " " + what); }

    std::uint32_t word(const Instruction& from, std::size_t index) const {
        if (index >= from.words.size()) fail("has a short instruction");
        return from.words[index];
    }
    const Instruction& at(std::uint32_t id) const {
        const auto found = results_.find(id);
        if (found == results_.end()) fail("names an unknown id");
        return found->second;
    }

    void add(const Instruction& instruction) {
        switch (instruction.op) {
            case op_entry_point: entry_points_.push_back(instruction); break;
            case op_execution_mode:
            case op_execution_mode_id: modes_.push_back(instruction); break;
            case op_decorate:
                decorations_[{word(instruction, 0), word(instruction, 1)}] =
                    instruction.words.size() > 2 ? instruction.words[2] : 0;
                break;
            case op_member_decorate:
                member_decorations_[{word(instruction, 0), word(instruction, 1), word(instruction, 2)}] =
                    instruction.words.size() > 3 ? instruction.words[3] : 0;
                break;
            case op_type_int: case op_type_float: case op_type_vector: case op_type_matrix: case op_type_image:
            case op_type_sampler: case op_type_sampled_image: case op_type_array: case op_type_runtime_array:
            case op_type_struct: case op_type_pointer:
                results_[word(instruction, 0)] = instruction;
                break;
            case op_constant: case op_constant_composite: case op_spec_constant: case op_spec_constant_composite:
            case op_spec_constant_true: case op_spec_constant_false: case op_variable:
                results_[word(instruction, 1)] = instruction;
                break;
            default: break;
        }
    }

    std::optional<std::uint32_t> decoration(std::uint32_t id, std::uint32_t kind) const {
        const auto found = decorations_.find({id, kind});
        return found == decorations_.end() ? std::nullopt : std::optional(found->second);
    }

    VkShaderStageFlagBits stage() const {
        if (entry_points_.size() != 1) fail("must have one entry point");
        switch (word(entry_points_[0], 0)) {
            case 0: return VK_SHADER_STAGE_VERTEX_BIT;
            case 4: return VK_SHADER_STAGE_FRAGMENT_BIT;
            case 5: return VK_SHADER_STAGE_COMPUTE_BIT;
            default: fail("is of a stage this renderer does not use");
        }
    }

    std::uint32_t constant(std::uint32_t id) const {
        const Instruction& value = at(id);
        if (value.op != op_constant && value.op != op_spec_constant) fail("sizes something by an expression");
        return word(value, 2);
    }

    // Bytes from the first to behind the last, as the block's own offsets and strides say.
    // A type of a damaged shader may hold itself, so nesting has an end.
    std::uint32_t size_of(std::uint32_t type, int depth = 0) const {
        if (depth > 8) fail("nests types without end");
        const Instruction& t = at(type);
        switch (t.op) {
            case op_type_int:
            case op_type_float: return word(t, 1) / 8;
            case op_type_vector: return size_of(word(t, 1), depth + 1) * word(t, 2);
            case op_type_array: {
                const std::uint32_t stride = decoration(type, array_stride).value_or(size_of(word(t, 1), depth + 1));
                return stride * constant(word(t, 2));
            }
            case op_type_struct: {
                std::uint32_t end = 0;
                for (std::uint32_t m = 0; m + 1 < t.words.size(); ++m) {
                    const std::uint32_t member = word(t, m + 1);
                    const auto offset = member_decorations_.find({type, m, member_offset});
                    if (offset == member_decorations_.end()) fail("has a block without offsets");
                    const auto stride = member_decorations_.find({type, m, matrix_stride});
                    const Instruction& member_type = at(member);
                    const bool matrix = member_type.op == op_type_matrix && stride != member_decorations_.end();
                    end = std::max(end, offset->second + (matrix ? stride->second * word(member_type, 2) : size_of(member, depth + 1)));
                }
                return end;
            }
            case op_type_matrix: return size_of(word(t, 1), depth + 1) * word(t, 2);
            default: fail("has push constants of an unexpected type");
        }
    }

    void add_variable(std::uint32_t id, const Instruction& variable, Reflection& result) const {
        const std::uint32_t storage = word(variable, 2);
        std::uint32_t type = word(at(word(variable, 0)), 2);
        if (storage == push_constant) result.push_bytes = std::max(result.push_bytes, size_of(type));
        if (storage != uniform_constant && storage != uniform && storage != storage_buffer) return;
        ReflectedBinding binding;
        if (decoration(id, descriptor_set).value_or(0) != 0) fail("uses a descriptor set other than 0");
        const auto number = decoration(id, binding_number);
        if (!number) fail("has a resource without a binding number");
        binding.binding = *number;
        if (at(type).op == op_type_runtime_array) fail("uses a run-time array of descriptors");
        if (at(type).op == op_type_array) {
            binding.count = constant(word(at(type), 2));
            type = word(at(type), 1);
        }
        binding.type = descriptor_type(storage, type);
        result.bindings.push_back(binding);
    }

    VkDescriptorType descriptor_type(std::uint32_t storage, std::uint32_t type) const {
        if (storage == storage_buffer) return VK_DESCRIPTOR_TYPE_STORAGE_BUFFER;
        const Instruction& t = at(type);
        if (storage == uniform)
            return decoration(type, buffer_block) ? VK_DESCRIPTOR_TYPE_STORAGE_BUFFER : VK_DESCRIPTOR_TYPE_UNIFORM_BUFFER;
        if (t.op == op_type_sampled_image) return VK_DESCRIPTOR_TYPE_COMBINED_IMAGE_SAMPLER;
        // Operand 2 of an image: 5 is a buffer, 6 an input attachment. Operand 6: 1 is sampled, 2 is written and read without
        // a sampler.
        if (t.op == op_type_image && word(t, 2) == 5 && word(t, 6) == 1) return VK_DESCRIPTOR_TYPE_UNIFORM_TEXEL_BUFFER;
        if (t.op == op_type_image && word(t, 2) != 5 && word(t, 2) != 6 && word(t, 6) == 2)
            return VK_DESCRIPTOR_TYPE_STORAGE_IMAGE;
        fail("uses a kind of resource this renderer does not bind");
    }

    void set_local_size(Reflection& result) const {
        const auto take = [&](std::size_t axis, std::uint32_t id) {
            result.local_size[axis] = constant(id);
            if (const auto number = decoration(id, spec_id)) result.local_size_ids[axis] = *number;
        };
        for (const Instruction& mode : modes_) {
            const std::uint32_t kind = word(mode, 1);
            for (std::size_t axis = 0; axis < 3; ++axis) {
                if (mode.op == op_execution_mode && kind == mode_local_size) result.local_size[axis] = word(mode, 2 + axis);
                if (mode.op == op_execution_mode_id && kind == mode_local_size_id) take(axis, word(mode, 2 + axis));
            }
        }
        // A constant decorated WorkgroupSize overrides the mode.
        for (const auto& [id, instruction] : results_)
            if (decoration(id, built_in) == builtin_workgroup_size && instruction.words.size() == 5)
                for (std::size_t axis = 0; axis < 3; ++axis) take(axis, word(instruction, 2 + axis));
    }

    std::string shader_;
    std::map<std::uint32_t, Instruction> results_;
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> decorations_;
    std::map<std::array<std::uint32_t, 3>, std::uint32_t> member_decorations_;
    std::vector<Instruction> entry_points_, modes_;
};

}  // namespace

Reflection reflect(std::string_view shader, std::span<const std::uint32_t> words) {
    return Module(shader, words).reflection();
}

}  // namespace stipple::renderer::vulkan
