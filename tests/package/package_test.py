#!/usr/bin/env python3
"""Makes the .deb and the .tar.gz of a build and holds them to what a user is to get.

usage: package_test.py CPACK BUILD PROGRAM VERSION        exit 77: skipped, a program is missing
"""
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

CPACK, BUILD, PROGRAM, VERSION = sys.argv[1:5]
BARE = {"linux-vdso", "ld-linux-x86-64", "libc", "libm", "libgcc_s", "libstdc++"}  # with libc6, libstdc++6
SCENARIOS = pathlib.Path(__file__).parents[2] / "scenarios"


def output(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def commands_of_help():
    lines = output(PROGRAM, "--help").split("Subcommands:\n")[1].split("\n\n")[0].splitlines()
    return [line.split()[0] for line in lines]


class Packages(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.root = pathlib.Path(cls.folder.name)
        made = subprocess.run([CPACK, "--config", f"{BUILD}/CPackConfig.cmake", "-B", cls.folder.name],
                              capture_output=True, text=True, check=False)
        if made.returncode != 0:
            raise RuntimeError(made.stdout + made.stderr)
        cls.deb = cls.root / f"headroom_{VERSION}_{output('dpkg', '--print-architecture').strip()}.deb"
        machine = output("uname", "-m").strip()
        cls.name = f"headroom-{VERSION}-linux-{machine}"
        shutil.unpack_archive(cls.root / f"{cls.name}.tar.gz", cls.root / "archive")
        cls.unpacked = cls.root / "archive" / cls.name

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    def paths_of_deb(self):
        lines = output("dpkg-deb", "--contents", str(self.deb)).splitlines()
        return {line.split(maxsplit=5)[5].removeprefix("./") for line in lines}

    def test_the_control_fields_say_what_it_is_and_needs(self):
        def field(name):
            return output("dpkg-deb", "--field", str(self.deb), name).strip()

        self.assertEqual(field("Package"), "headroom")
        self.assertEqual(field("Version"), VERSION)
        self.assertEqual(field("Section"), "science")
        self.assertRegex(field("Maintainer"), r".+ <.+@.+>")
        self.assertRegex(field("Depends"), r"\blibc6 \(>= ")
        self.assertEqual("libtbb12" in field("Depends"), "libtbb.so.12" in output("ldd", PROGRAM))
        self.assertIn("simulate GPU fleets", field("Description"))

    def test_the_deb_has_everything_at_the_places_of_debian(self):
        paths = self.paths_of_deb()
        wanted = {"usr/bin/headroom", "usr/share/doc/headroom/copyright", "usr/share/doc/headroom/README.md",
                  "usr/share/doc/headroom/changelog.gz", "usr/share/bash-completion/completions/headroom",
                  "usr/share/zsh/vendor-completions/_headroom",
                  "usr/share/fish/vendor_completions.d/headroom.fish", "usr/share/man/man1/headroom.1.gz"}
        wanted |= {f"usr/share/man/man1/headroom-{command}.1.gz" for command in commands_of_help()}
        self.assertEqual(wanted - paths, set())
        self.assertEqual([path for path in paths if "libtbb" in path], [])

    def test_both_have_every_scenario_and_what_it_reads(self):
        files = {file.relative_to(SCENARIOS).as_posix() for file in SCENARIOS.rglob("*") if file.is_file()}
        below = self.unpacked / "share/headroom/scenarios"
        self.assertEqual({file.relative_to(below).as_posix() for file in below.rglob("*") if file.is_file()}, files)
        prefix = "usr/share/headroom/scenarios/"
        self.assertEqual({path.removeprefix(prefix) for path in self.paths_of_deb()
                          if path.startswith(prefix) and not path.endswith("/")}, files)

    def test_the_program_of_the_archive_runs_where_it_was_unpacked(self):
        program = str(self.unpacked / "bin/headroom")
        self.assertEqual(output(program, "--version"), output(PROGRAM, "--version"))
        self.assertIn("GPU-time", output(program, "run", str(self.unpacked / "share/headroom/scenarios/mmc.toml")))
        self.assertTrue((self.unpacked / "share/doc/headroom/LICENSE").is_file())

    def test_the_archive_needs_nothing_that_a_bare_system_lacks(self):
        lines = output("ldd", str(self.unpacked / "bin/headroom")).splitlines()
        for line in [line for line in lines if "libtbb" in line]:
            self.assertIn(f"{self.unpacked}/bin/../lib/headroom/libtbb.so.12", line)
        self.assertTrue((self.unpacked / "lib/headroom/libtbb.so.12").is_file())
        if "HEADROOM_STATIC_LIBRARIES:BOOL=ON" in pathlib.Path(BUILD, "CMakeCache.txt").read_text(encoding="utf-8"):
            names = {line.split()[0].rsplit("/", 1)[-1].split(".so")[0] for line in lines}
            self.assertEqual(names - BARE - {"libtbb"}, set())


if __name__ == "__main__":
    for program in ("dpkg-deb", "dpkg-shlibdeps", "file", "ldd"):
        if shutil.which(program) is None:
            print(f"skipped: {program} is missing (packages dpkg-dev, file)")
            sys.exit(77)
    unittest.main(argv=sys.argv[:1])
