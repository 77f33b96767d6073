#include "gltf_scene.h"

#include <glm/gtc/matrix_transform.hpp>
#include <glm/gtc/quaternion.hpp>

namespace stipple::scalp::gltf {
namespace {

// The rule of glTF 2.0 section 3.5.3; tinygltf leaves lists empty that the file has not.
glm::dmat4 local_transform(const tinygltf::Node& node) {
    if (node.matrix.size() == 16) {
        glm::dmat4 result;
        for (int i = 0; i < 16; ++i) result[i / 4][i % 4] = node.matrix[std::size_t(i)];
        for (int column = 0; column < 3; ++column) result[column][3] = 0;  // a perspective row has no meaning here
        result[3][3] = 1;
        return result;
    }
    glm::dvec3 move(0), stretch(1);
    glm::dquat turn(1, 0, 0, 0);
    if (const auto& t = node.translation; t.size() == 3) move = glm::dvec3(t[0], t[1], t[2]);
    if (const auto& s = node.scale; s.size() == 3) stretch = glm::dvec3(s[0], s[1], s[2]);
    if (const auto& r = node.rotation; r.size() == 4) {
        const double length = std::sqrt(r[0] * r[0] + r[1] * r[1] + r[2] * r[2] + r[3] * r[3]);
        if (length > 0) turn = glm::dquat(r[3] / length, r[0] / length, r[1] / length, r[2] / length);
    }
    return glm::translate(glm::dmat4(1), move) * glm::mat4_cast(turn) * glm::scale(glm::dmat4(1), stretch);
}

}  // namespace

Scene read_scene(const tinygltf::Model& model) {
    const std::vector<tinygltf::Node>& nodes = model.nodes;
    std::vector<int> roots;
    if (!model.scenes.empty()) {
        roots = model.scenes.at(std::size_t(std::max(model.defaultScene, 0))).nodes;
    } else {
        std::vector<std::uint8_t> is_child(nodes.size(), 0);
        for (const tinygltf::Node& node : nodes)
            for (const int child : node.children) is_child[std::size_t(child)] = 1;
        for (std::size_t i = 0; i < nodes.size(); ++i)
            if (!is_child[i]) roots.push_back(int(i));
        if (roots.empty() && !nodes.empty()) throw Fault("its nodes form a circle; export the model again");
    }

    Scene result;
    result.node_to_world.assign(nodes.size(), glm::dmat4(1));
    std::vector<std::uint8_t> seen(nodes.size(), 0);
    struct Visit {
        int node;
        glm::dmat4 parent;
    };
    std::vector<Visit> stack;
    for (auto root = roots.rbegin(); root != roots.rend(); ++root) stack.push_back({*root, glm::dmat4(1)});
    while (!stack.empty()) {
        const Visit visit = stack.back();
        stack.pop_back();
        const std::size_t i = std::size_t(visit.node);
        if (seen[i]) throw Fault("nodes[" + std::to_string(i) + "] is reached twice (a circle or two parents); export the model again");
        seen[i] = 1;
        result.node_to_world[i] = visit.parent * local_transform(nodes[i]);
        if (nodes[i].mesh >= 0) result.instances.push_back({visit.node, nodes[i].mesh, nodes[i].skin});
        const std::vector<int>& children = nodes[i].children;
        for (auto child = children.rbegin(); child != children.rend(); ++child) stack.push_back({*child, result.node_to_world[i]});
    }
    return result;
}

}  // namespace stipple::scalp::gltf
