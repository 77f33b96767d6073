#!/usr/bin/env bash
# Installs what is missing (Debian 12), builds, and runs every test on the software Vulkan driver.
#   tests/run.sh               all tests
#   tests/run.sh -R model      arguments are ctest's
set -euo pipefail
root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd -P)
. "$root/app/prepare.sh"

install_missing "${build_packages[@]}" "${run_packages[@]}" "${test_packages[@]}"
build

# Only lavapipe, whatever else the machine has, with as many threads as it likes.
driver=
for file in /usr/share/vulkan/icd.d/lvp_icd*.json /usr/local/share/vulkan/icd.d/lvp_icd*.json /etc/vulkan/icd.d/lvp_icd*.json; do
  [ ! -e "$file" ] || driver="$file"
done
[ -n "$driver" ] || { say "the software Vulkan driver is not there; install mesa-vulkan-drivers"; exit 1; }
export VK_DRIVER_FILES="$driver" VK_ICD_FILENAMES="$driver"
unset LP_NUM_THREADS VK_LOADER_DRIVERS_SELECT VK_LOADER_DRIVERS_DISABLE VK_INSTANCE_LAYERS

exec ctest --test-dir "$root/build/release" --output-on-failure -j "$(nproc)" "$@"
