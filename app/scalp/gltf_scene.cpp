#include "gltf_scene.h"

#include <glm/gtc/matrix_transform.hpp>
#include <glm/gtc/quaternion.hpp>

namespace stipple::scalp::gltf {
namespace {

glm::dmat4 local_transform(const Json& node, const std::string& place) {
    double m[16];
    if (number_list(node, "matrix", m, 16, place)) {
        glm::dmat4 result;
        for (int i = 0; i < 16; ++i) result[i / 4][i % 4] = m[i];
        for (int column = 0; column < 3; ++column) result[column][3] = 0;  // a perspective row has no meaning here
        result[3][3] = 1;
        return result;
    }
    double t[3]{0, 0, 0}, r[4]{0, 0, 0, 1}, s[3]{1, 1, 1};
    (void)number_list(node, "translation", t, 3, place);
    (void)number_list(node, "rotation", r, 4, place);
    (void)number_list(node, "scale", s, 3, place);
    const double length = std::sqrt(r[0] * r[0] + r[1] * r[1] + r[2] * r[2] + r[3] * r[3]);
    const glm::dquat turn = length > 0 ? glm::dquat(r[3] / length, r[0] / length, r[1] / length, r[2] / length) : glm::dquat(1, 0, 0, 0);
    return glm::translate(glm::dmat4(1), glm::dvec3(t[0], t[1], t[2])) * glm::mat4_cast(turn) * glm::scale(glm::dmat4(1), glm::dvec3(s[0], s[1], s[2]));
}

std::vector<int> index_list(const Json& object, const char* key, std::size_t count, const std::string& place) {
    std::vector<int> result;
    const Json* list = member(object, key);
    if (!list) return result;
    if (!list->is_array()) throw Fault(place + "." + key + " is not a list; export the model again");
    for (const Json& entry : *list) {
        if (!entry.is_number_unsigned() || entry.get<std::uint64_t>() >= count)
            throw Fault(place + "." + key + " names a node that does not exist; export the model again");
        result.push_back(int(entry.get<std::uint64_t>()));
    }
    return result;
}

}  // namespace

Scene read_scene(const Document& document) {
    const Json& nodes = list_member(document.root, "nodes", "");
    const Json& scenes = list_member(document.root, "scenes", "");
    const std::size_t mesh_count = list_member(document.root, "meshes", "").size();
    const Json* skins = member(document.root, "skins");
    const std::size_t skin_count = skins && skins->is_array() ? skins->size() : 0;

    std::vector<int> roots;
    if (!scenes.empty()) {
        const Json* wanted = member(document.root, "scene");
        std::size_t scene = 0;
        if (wanted && wanted->is_number_unsigned() && wanted->get<std::uint64_t>() < scenes.size()) scene = wanted->get<std::uint64_t>();
        roots = index_list(scenes[scene], "nodes", nodes.size(), "scenes[" + std::to_string(scene) + "]");
    } else {
        std::vector<std::uint8_t> is_child(nodes.size(), 0);
        for (std::size_t i = 0; i < nodes.size(); ++i)
            for (const int child : index_list(nodes[i], "children", nodes.size(), "nodes[" + std::to_string(i) + "]")) is_child[std::size_t(child)] = 1;
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
        const std::string place = "nodes[" + std::to_string(i) + "]";
        if (seen[i]) throw Fault(place + " is reached twice (a circle or two parents); export the model again");
        seen[i] = 1;
        result.node_to_world[i] = visit.parent * local_transform(nodes[i], place);
        const int mesh = index_member(nodes[i], "mesh", mesh_count, place);
        if (mesh >= 0) result.instances.push_back({visit.node, mesh, index_member(nodes[i], "skin", skin_count, place)});
        const std::vector<int> children = index_list(nodes[i], "children", nodes.size(), place);
        for (auto child = children.rbegin(); child != children.rend(); ++child) stack.push_back({*child, result.node_to_world[i]});
    }
    return result;
}

}  // namespace stipple::scalp::gltf
