# Read by app/run.sh and tests/run.sh, not run by itself: installing what is missing and building. Expects `root`, the
# project's folder. Words go to stderr only.

say() { echo "stipple: $*" >&2; }

# docs/dependencies.md tells what each is for.
build_packages=(g++ cmake ninja-build ccache pkg-config glslc libvulkan-dev libglfw3-dev libimgui-dev libglm-dev
  nlohmann-json3-dev libcli11-dev libstb-dev libjpeg-dev libpng-dev libtinygltf-dev libmeshoptimizer-dev
  libdraco-dev libassimp-dev libeigen3-dev catch2)
run_packages=(mesa-vulkan-drivers ffmpeg fonts-inter fonts-roboto-unhinted)
test_packages=(vulkan-validationlayers xvfb xauth xdotool imagemagick x11-xserver-utils)

# Installs those of the named Debian packages that are not there; sets `installed` to 1 if there were any.
installed=0
install_missing() {
  command -v dpkg-query >/dev/null || { say "this is no Debian system; these must be there: $*"; return 0; }
  local have missing=()
  # dpkg-query fails when it knows one of them not at all, and still lists the rest.
  have=$({ dpkg-query -W -f='${db:Status-Status} ${Package}\n' "$@" 2>/dev/null || true; } | sed -n 's/^installed //p')
  for package in "$@"; do
    grep -qxF -- "$package" <<<"$have" || missing+=("$package")
  done
  [ ${#missing[@]} -gt 0 ] || return 0

  local as_root=()
  if [ "$(id -u)" != 0 ]; then
    command -v sudo >/dev/null || { say "missing: ${missing[*]}; install them as root: apt-get install ${missing[*]}"; exit 1; }
    as_root=(sudo)
  fi
  say "installing ${missing[*]}"
  local log
  log=$(mktemp)
  if ! { "${as_root[@]}" apt-get update -qq &&
      "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"; } >"$log" 2>&1 </dev/null
  then
    tail -n 20 "$log" >&2
    say "the packages could not be installed; see above"
    rm -f "$log"
    exit 1
  fi
  rm -f "$log"
  installed=1
}

# Runs a command quietly; its words are shown when it fails, or all along on a terminal.
quietly() {
  local log="$root/build/build.log"
  if [ -t 2 ]; then
    "$@" >&2
  elif ! "$@" >"$log" 2>&1; then
    tail -n 60 "$log" >&2
    return 1
  fi
}

# Configures when that was never done, its presets changed or a package came; then builds the named targets. CMake files that
# changed are seen by ninja.
build() {
  local folder="$root/build/release"
  mkdir -p "$root/build"
  exec 9>"$root/build/.lock"
  if ! flock -n 9; then
    say "waiting for another build"
    flock 9
  fi
  if [ "$installed" = 1 ] || [ ! -e "$folder/.configured" ] || [ ! -e "$folder/build.ninja" ] ||
    [ "$root/CMakePresets.json" -nt "$folder/.configured" ] || [ "$(cat "$folder/.configured")" != "$root" ]; then
    [ ! -e "$folder/.configured" ] || [ "$(cat "$folder/.configured")" = "$root" ] || rm -rf "$folder"  # the project moved
    say "configuring"
    (cd "$root" && quietly cmake --preset release) || { say "could not configure; see above"; exit 1; }
    echo "$root" >"$folder/.configured"
    say "building (the first time takes some minutes)"
  fi
  quietly cmake --build "$folder" -j "$(nproc)" "$@" || { say "could not build; see above"; exit 1; }
  exec 9>&-
}
