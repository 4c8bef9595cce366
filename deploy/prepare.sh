# Read by ./run, ./test and .ci/run: what a fresh Debian 12 lacks, and building one preset.
# shellcheck shell=bash

export LC_ALL=C.UTF-8  # the same words and order on every machine
root=$(cd -- "$(dirname -- "${BASH_SOURCE[0]}")/.." && pwd)

say() { printf '== %s\n' "$*" >&2; }

fail() {
    printf '%s\n' "$@" >&2
    exit 1
}

is_there() { # PACKAGE [COMMAND]
    if [[ -n ${2:-} ]] && command -v "$2" >/dev/null; then return 0; fi
    [[ $(dpkg-query -W -f='${db:Status-Status}' "$1" 2>/dev/null) == installed ]]
}

# Installs what is missing of the lists; a stamp of their contents makes the next call free.
install_packages() { # LIST…
    local stamp package why command missing=() reasons=() reason line as_root=()
    stamp=$root/build/.packages-$(cat -- "$@" | cksum | cut -d' ' -f1)
    if [[ -e $stamp ]]; then return; fi
    if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
        say "Không phải Debian: hãy tự cài các gói trong $* / Not Debian: install what is in $* by hand"
        return
    fi
    while IFS=$'\t' read -r package why command; do
        if is_there "$package" "$command"; then continue; fi
        missing+=("$package")
        reasons+=("$why"$'\t'"$package")
    done < <(cat -- "$@" | sed "/^#/d")

    if ((${#missing[@]})); then
        say "Cài gói Debian / Installing Debian packages:"
        while read -r reason; do
            line=
            for package in "${reasons[@]}"; do
                if [[ ${package%%$'\t'*} == "$reason" ]]; then line+=" ${package#*$'\t'}"; fi
            done
            printf '   %s:%s\n' "$reason" "$line" >&2
        done < <(printf '%s\n' "${reasons[@]%%$'\t'*}" | awk '!seen[$0]++')
        if ((EUID != 0)); then
            command -v sudo >/dev/null || ask_for_root "${missing[@]}"
            as_root=(sudo)
            if ! [[ -t 0 ]]; then as_root+=(-n); fi
            "${as_root[@]}" true || ask_for_root "${missing[@]}"
        fi
        local apt=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300)
        if ! "${apt[@]}" install -y --no-install-recommends "${missing[@]}" >&2; then
            say "Cập nhật danh sách gói rồi thử lại / Updating the package lists and trying again"
            "${apt[@]}" update >&2
            "${apt[@]}" install -y --no-install-recommends "${missing[@]}" >&2
        fi
    fi
    mkdir -p "$root/build"
    touch "$stamp"
}

ask_for_root() { # PACKAGE…
    fail "Cần quyền root để cài gói. Hãy nhờ người quản trị chạy lệnh này, rồi chạy lại:" \
        "Installing packages needs root. Ask the administrator to run this, then try again:" \
        "    apt-get update && apt-get install -y --no-install-recommends $*"
}

# One compiler takes up to 1.5 GB; more of them than the memory holds is slower than fewer.
jobs_that_fit() {
    local cores memory
    cores=$(nproc)
    memory=$(awk '/^MemAvailable/ {print int($2 / 1500000)}' /proc/meminfo)
    if ((memory < 1)); then memory=1; fi
    echo $((cores < memory ? cores : memory))
}

build() { # PRESET [TARGET…]
    local preset=$1 folder=$root/build/$1 fresh=()
    shift
    if [[ -e $folder/CMakeCache.txt ]] && ! grep -qxF "CMAKE_HOME_DIRECTORY:INTERNAL=$root" "$folder/CMakeCache.txt"; then
        fresh=(--fresh) # the tree was moved or copied since
    fi
    if [[ ! -e $folder/build.ninja ]] || ((${#fresh[@]})); then
        say "Cấu hình / Configuring ($preset)"
        (cd -- "$root" && cmake --preset "$preset" "${fresh[@]}" >&2)
    fi
    say "Biên dịch / Building ($preset)"
    ninja -C "$folder" -j "$(jobs_that_fit)" "$@" >&2
}
