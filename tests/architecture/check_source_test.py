#!/usr/bin/env python3
"""Each fault that check_source.py knows is found in a tree that has it, at its line, and only there."""
import pathlib
import subprocess
import sys
import tempfile
import unittest

CHECK = pathlib.Path(__file__).with_name("check_source.py")

# path, text, line of the fault, part of what is said
FAULTS = [
    ("sim/base/a.hpp", '#include "sim/core/b.hpp"\n', 1, "sim/base must not include sim/core/b.hpp"),
    ("sim/core/a.hpp", '#include "sim/base/b.hpp"\n#include "sim/world/b.hpp"\n', 2, "must not include"),
    ("sim/world/a.hpp", '#include "sim/model/b.hpp"\n', 1, "must not include"),
    ("sim/model/a.cpp", '#include "sim/engine/b.hpp"\n', 1, "must not include"),
    ("sim/engine/a.cpp", '#include "src/core/b.hpp"\n', 1, "must not include"),
    ("sim/engine/a.cpp", '  #  include "src/core/b.hpp"\n', 1, "must not include"),
    ("kernels/a.cu", '#include "sim/engine/b.hpp"\n', 1, "must not include"),
    ("src/core/text/a.cpp", '#include "src/study/b.hpp"\n', 1, "must not include"),
    ("src/study/a.cpp", '#include "src/cli/b.hpp"\n', 1, "must not include"),
    ("src/cli/a.cpp", '#include "kernels/b.hpp"\n', 1, "must not include"),
    ("gui/a.cpp", '#include "src/cli/b.hpp"\n', 1, "must not include"),
    ("src/cli/a.cpp", '#include "src/mpi/b.hpp"\n', 1, "must not include"),
    ("src/study/a.cpp", "#include <mpi.h>\n", 1, "only src/mpi knows MPI"),
    ("sim/engine/a.cpp", '#include "tests/support/b.hpp"\n', 1, "must not include"),
    ("src/core/text/a.cpp", '#include "b.hpp"\n', 1, "from the root of the repository"),
    ("src/core/text/a.cpp", '#include "../text/b.hpp"\n', 1, "from the root of the repository"),
    ("sim/model/a.cpp", "#include <fmt/format.h>\n", 1, "sim must not contain"),
    ("sim/model/a.cpp", "#include <nlohmann/json.hpp>\n", 1, "sim must not contain"),
    ("sim/model/a.cpp", "#include <toml++/toml.hpp>\n", 1, "sim must not contain"),
    ("sim/model/a.cpp", "#include <QString>\n", 1, "sim must not contain"),
    ("sim/model/a.cpp", "#include <cuda_runtime.h>\n", 1, "sim must not contain"),
    ("sim/model/a.cpp", "#include <thread>\n", 1, "sim must not contain"),
    ("sim/model/a.cpp", "#include <mutex>\n", 1, "sim must not contain"),
    ("sim/model/a.cpp", "#include <fstream>\n", 1, "sim must not contain"),
    ("sim/model/a.cpp", "#include <filesystem>\n", 1, "sim must not contain"),
    ("sim/engine/a.cpp", "#include <chrono>\n", 1, "a clock"),
    ("src/core/table/a.cpp", "#include <QString>\n", 1, "src/core must not contain"),
    ("src/core/table/a.cpp", "#include <CLI/CLI.hpp>\n", 1, "src/core must not contain"),
    ("src/cli/a.cpp", "#include <toml++/toml.hpp>\n", 1, "src/cli must not contain"),
    ("src/cli/a.cpp", "#include <CLI/CLI.hpp>\n", 1, "know the option parser"),
    ("src/cli/a.cpp", '#include "src/cli/options/option_kit.hpp"\n', 1, "know the option parser"),
    ("src/core/result/a.cpp", "#include <sqlite3.h>\n", 1, "only src/core/store knows the database"),
    ("src/cli/a.cpp", "#include <thrust/sort.h>\n", 1, "src/cli must not contain"),
    ("gui/a.cpp", "#include <cuda_runtime.h>\n", 1, "gui must not contain"),
    ("sim/base/a.hpp", "#include <boost/optional.hpp>\n", 1, "nothing but std"),
    ("sim/model/a.cpp", "\n\ndouble y = std::exp(x);\n", 3, "no libm transcendental"),
    ("kernels/a.cu", "double y = std::pow (x, 2);\n", 1, "no libm transcendental"),
    ("sim/core/a.hpp", "double x = 0;\n", 1, "integers without allocation"),
    ("sim/core/a.hpp", "std::vector<int> x;\n", 1, "integers without allocation"),
    ("sim/core/a.hpp", "std::string x;\n", 1, "integers without allocation"),
    ("sim/core/a.hpp", "auto* x = new int;\n", 1, "integers without allocation"),
    ("sim/core/a.hpp", "throw 1;\n", 1, "integers without allocation"),
    ("src/core/a.cpp", "int x;  // " + "x" * 90 + "\n", 1, "longer than 100 columns"),
    ("src/core/a.cpp", "\n" * 501, 501, "501 lines; at most 500"),
    ("tests/core/a.cpp", "\n" * 601, 601, "601 lines; at most 600"),
]

GOOD = {
    "src/core/store/a.cpp": "#include <sqlite3.h>\n",
    "sim/base/a.hpp": "#include <cmath>\ninline double root(double x) {\n    return std::sqrt(x);\n}\n",
    "sim/base/expected.hpp": "#include <tl/expected.hpp>\n",
    "sim/base/instant.cpp": "#include <chrono>\n",
    "sim/core/a.hpp": '#include "sim/base/a.hpp"\n// No double here, and nothing new.\n',
    "sim/engine/a.cpp": '#include "sim/model/a.hpp"\n#include "sim/world/a.hpp"\n#include "sim/core/a.hpp"\n',
    "src/core/a.cpp": '#include "sim/engine/a.hpp"\n// https://example.org/' + "x" * 100 + "\n" + "\n" * 498,
    "src/core/b.cpp": "// " + "ä" * 97 + "\n",
    "src/cli/a.cpp": '#include "src/core/a.hpp"\n',
    "src/cli/command_line.cpp": '#include "src/cli/options/option_kit.hpp"\n',
    "src/cli/options/a.cpp": "#include <CLI/CLI.hpp>\n",
    "gui/a.cpp": '#include "src/core/a.hpp"\n#include <QString>\n',
    "tests/cli/a.cpp": '#include "src/cli/a.hpp"\n#include "tests/support/a.hpp"\n#include <thread>\n' + "\n" * 597,
}


def check(files):
    with tempfile.TemporaryDirectory() as root:
        for path, text in files.items():
            file = pathlib.Path(root, path)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
        return subprocess.run([sys.executable, CHECK, root], capture_output=True, text=True, check=False)


class CheckSource(unittest.TestCase):
    def test_each_fault_is_found_at_its_line_and_no_other_beside_it(self):
        for path, text, line, message in FAULTS:
            with self.subTest(path=path, text=text[:60]):
                run = check({**GOOD, path: text} if path not in GOOD else {path: text})
                self.assertEqual(run.returncode, 1, run.stdout)
                self.assertTrue(run.stdout.startswith(f"{path}:{line}: "), run.stdout)
                self.assertIn(message, run.stdout)
                self.assertEqual(len(run.stdout.splitlines()), 1, run.stdout)

    def test_a_good_tree_has_no_fault(self):
        run = check(GOOD)
        self.assertEqual(run.returncode, 0, run.stdout)
        self.assertIn(f"{len(GOOD)} files hold the architecture", run.stdout)

    def test_a_root_without_sources_is_a_fault(self):
        self.assertEqual(check({}).returncode, 1)


if __name__ == "__main__":
    unittest.main()
