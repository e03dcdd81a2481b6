#!/usr/bin/env python3
"""Holds the architecture: who may include whom, how long a file may be, what a folder must not contain.

usage: check_source.py ROOT          prints each fault as file:line: text; exit 1 if there is any
"""
import pathlib
import re
import sys

# Folder -> the folders of ours whose headers it may include (itself always). The longest match counts.
ALLOWED = {
    "sim/base": [],
    "sim/core": ["sim/base"],
    "sim/world": ["sim/base", "sim/core"],
    "sim/model": ["sim/base", "sim/core", "sim/world"],
    "sim/engine": ["sim/base", "sim/core", "sim/world", "sim/model"],
    "kernels": ["sim/base", "sim/core"],
    "src/core": ["sim"],
    "src/study": ["src/core", "sim", "kernels"],
    "src/cli": ["src/study", "src/core", "sim"],
    "src/mpi": ["src/cli", "src/study", "src/core", "sim", "kernels"],
    "gui": ["src/core", "sim"],
    "tests": ["sim", "kernels", "src", "gui", "tests"],
}
OUR_ROOTS = ("sim/", "kernels/", "src/", "gui/", "tests/")

# Folder -> headers of libraries that must not appear in it: (pattern, what it is).
FORBIDDEN = {
    "sim": [(r"<(toml\+\+|nlohmann|CLI|fmt|Q[A-Z]|cuda|thrust|thread|mutex|filesystem|fstream)", "files, formats, threads, Qt or CUDA"),
            (r"<(chrono)>", "a clock")],
    "src/core": [(r"<(Q[A-Z]|cuda|thrust|CLI)", "Qt, CUDA or the command line")],
    "src/cli": [(r"<(Q[A-Z]|cuda|thrust|toml\+\+)", "Qt, CUDA or a parser")],
    "gui": [(r"<(cuda|thrust)", "CUDA")],
}
# <chrono> only for the calendar, never for a clock.
CALENDAR_FILES = {"sim/base/date.cpp", "sim/base/instant.cpp", "sim/model/measure.cpp"}
# The option parser takes long to compile and throws: one folder knows it, and the file that calls it.
OPTION_PARSER = re.compile(r'\s*#\s*include\s+(<CLI/|"src/cli/options/option_kit\.hpp")')
OPTION_FILES = ("src/cli/options/", "src/cli/command_line.cpp", "src/mpi/command_line.cpp")
# One folder knows the database.
DATABASE = re.compile(r"\s*#\s*include\s+<sqlite3(ext)?\.h>")
DATABASE_FOLDERS = ("src/core/store/", "tests/core/store/")
# One folder knows MPI.
MPI_HEADER = re.compile(r"\s*#\s*include\s+<mpi\.h>")
MPI_FOLDER = "src/mpi/"
# The one stand-in for the standard library.
STANDARD_STAND_INS = {"sim/base/expected.hpp"}
# Transcendentals differ between machines; sim/base/detmath.hpp has our own.
LIBM = re.compile(r"\bstd::(exp|log|log2|log10|pow|sin|cos|tan|atan|atan2|erf|erfc|tgamma|lgamma|cbrt|hypot)\s*\(")

MAX_LINES = 500
MAX_TEST_LINES = 600
MAX_COLUMNS = 100


def longest_match(path, table):
    best = [folder for folder in table if path == folder or path.startswith(folder + "/")]
    return max(best, key=len) if best else None


def check_includes(path, number, text):
    ours = re.match(r'\s*#\s*include\s+"([^"]+)"', text)
    folder = longest_match(path, ALLOWED)
    if ours and folder:
        target = ours.group(1)
        if not target.startswith(OUR_ROOTS):
            yield f"{path}:{number}: include {target} from the root of the repository"
        elif not target.startswith(folder + "/") and not any(
                target.startswith(allowed + "/") for allowed in ALLOWED[folder]):
            yield f"{path}:{number}: {folder} must not include {target}"
    library = re.match(r"\s*#\s*include\s+(<[^>]+>)", text)
    if library:
        for root, patterns in FORBIDDEN.items():
            if not path.startswith(root + "/"):
                continue
            for pattern, what in patterns:
                if "chrono" in pattern and path in CALENDAR_FILES:
                    continue
                if re.match(pattern, library.group(1)):
                    yield f"{path}:{number}: {root} must not contain {what}: {library.group(1)}"
        third_party = re.match(r"<[a-zA-Z0-9_+.-]+/", library.group(1))
        if path.startswith("sim/base/") and third_party and path not in STANDARD_STAND_INS:
            yield f"{path}:{number}: sim/base contains nothing but std: {library.group(1)}"


def check_option_parser(path, number, text):
    if path.startswith(("src/cli/", "src/mpi/")) and OPTION_PARSER.match(text) and not path.startswith(OPTION_FILES):
        yield f"{path}:{number}: only src/cli/options and command_line.cpp know the option parser"


def check_database(path, number, text):
    if DATABASE.match(text) and not path.startswith(DATABASE_FOLDERS):
        yield f"{path}:{number}: only src/core/store knows the database"


def check_mpi(path, number, text):
    if MPI_HEADER.match(text) and not path.startswith(MPI_FOLDER):
        yield f"{path}:{number}: only src/mpi knows MPI"


def check_core(path, number, text):
    if path.startswith(("sim/", "kernels/")) and LIBM.search(text):
        yield f"{path}:{number}: no libm transcendental in sim/ and kernels/; use sim/base/detmath.hpp"
    if path.startswith("sim/core/") and re.search(r"\b(new |throw\b|std::vector|std::string|double\b)", text.split("//")[0]):
        yield f"{path}:{number}: sim/core is integers without allocation or exceptions"
    if len(text.rstrip("\n")) > MAX_COLUMNS and not path.endswith(".md") and "http" not in text:
        yield f"{path}:{number}: longer than {MAX_COLUMNS} columns"


def check_file(root, file):
    path = file.relative_to(root).as_posix()
    lines = file.read_text(encoding="utf-8").splitlines()
    limit = MAX_TEST_LINES if path.startswith("tests/") else MAX_LINES
    if len(lines) > limit:
        yield f"{path}:{len(lines)}: {len(lines)} lines; at most {limit}"
    for number, text in enumerate(lines, 1):
        yield from check_includes(path, number, text)
        yield from check_option_parser(path, number, text)
        yield from check_database(path, number, text)
        yield from check_mpi(path, number, text)
        yield from check_core(path, number, text)


def main():
    root = pathlib.Path(sys.argv[1]).resolve()
    files = [file for folder in ("sim", "kernels", "src", "gui", "tests") if (root / folder).is_dir()
             for file in sorted((root / folder).rglob("*")) if file.suffix in (".hpp", ".cpp", ".cu", ".cuh")]
    faults = [fault for file in files for fault in check_file(root, file)]
    print("\n".join(faults) if faults else f"{len(files)} files hold the architecture")
    return 1 if faults or not files else 0


if __name__ == "__main__":
    sys.exit(main())
