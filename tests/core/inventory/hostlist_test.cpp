#include "src/core/inventory/hostlist.hpp"

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <sstream>

#include <gtest/gtest.h>

#include "tests/core/input/temporary_file.hpp"

namespace headroom::inventory {
namespace {

using Names = std::vector<std::string>;

Names expanded(std::string_view text) {
    const auto names = expand_hostlist(text);
    return names ? *names : Names{"fault: " + names.error().problem};
}

TEST(Hostlist, ExpandsRangesExactly) {
    EXPECT_EQ(expanded("gpu[001-003,070],login1"),
              (Names{"gpu001", "gpu002", "gpu003", "gpu070", "login1"}));
    EXPECT_EQ(expanded("n[9-11]"), (Names{"n9", "n10", "n11"}));
    EXPECT_EQ(expanded("n[098-101]"), (Names{"n098", "n099", "n100", "n101"}));
    EXPECT_EQ(
        expanded("rack[0-1]_blade[08-09]-ib"),
        (Names{"rack0_blade08-ib", "rack0_blade09-ib", "rack1_blade08-ib", "rack1_blade09-ib"}));
    EXPECT_EQ(expanded(" a , b[1, 3] ,,"), (Names{"a", "b1", "b3"}));
    EXPECT_EQ(expanded(""), Names{});
    EXPECT_EQ(expanded("n[000000000000000001]"), Names{"n000000000000000001"});
}

TEST(Hostlist, SaysWhatIsWrongAndWhere) {
    const auto fault = [](std::string_view text) {
        const auto names = expand_hostlist(text);
        return names ? "none" : std::to_string(names.error().offset) + ": " + names.error().problem;
    };
    EXPECT_EQ(fault("a,gpu[1-"), "5: '[' is not closed");
    EXPECT_EQ(fault("gpu1]"), "4: ']' has no '[' before it");
    EXPECT_EQ(fault("gpu[]"), "3: '[]' has no numbers");
    EXPECT_EQ(fault("gpu[1,5-2]"), "6: range 5-2 goes down");
    EXPECT_EQ(fault("gpu[1-x]"), "4: '1-x' is not a range of numbers");
    EXPECT_EQ(fault("gpu[1,,2]"), "6: '' is not a range of numbers");
    EXPECT_EQ(fault("gpu[1-2-3]"), "4: '1-2-3' is not a range of numbers");
    EXPECT_EQ(fault("gpu[1[2]]"), "4: '1[2' is not a range of numbers");
    EXPECT_EQ(fault("n[1-9999999999999999999]"),
              "2: '1-9999999999999999999' is not a range of numbers");
    EXPECT_EQ(fault("n[1-1000001]"), "12: names more than 1000000 hosts");
    EXPECT_EQ(fault("a[1]b[1]c[1]d[1]e[1]f[1]g[1]h[1]i[1]"),
              "0: name has more than 8 pairs of brackets");
    EXPECT_EQ(fault(std::string(300, 'n')), "0: name of a host is longer than 255 letters");
    std::string deep;
    for (int i = 0; i < 200'000; ++i) {
        deep += "a[1]";
    }
    EXPECT_EQ(fault(deep), "0: name has more than 8 pairs of brackets");
}

TEST(Hostlist, CompressesAsPeopleWriteIt) {
    EXPECT_EQ(compress_hostlist(Names{"gpu002", "gpu001", "gpu003", "gpu070"}), "gpu[001-003,070]");
    EXPECT_EQ(compress_hostlist(Names{"n9", "n10", "n11", "n9"}), "n[9-11]");
    EXPECT_EQ(compress_hostlist(Names{"login"}), "login");
    EXPECT_EQ(compress_hostlist(Names{"a1-ib", "a2-ib", "b7"}), "a[1-2]-ib,b7");
    EXPECT_EQ(compress_hostlist(Names{}), "");
}

// A second way: every name of the form prefix + digits + suffix is written out one by one.
Names random_names(std::mt19937_64& random) {
    const auto below = [&](std::uint64_t count) {
        return random() % count;
    };
    const Names prefixes{"gpu", "n", "rack2-node", "", "x7y"};
    const Names suffixes{"", "", "-ib", "a"};
    Names names;
    for (std::uint64_t i = below(60); i > 0; --i) {
        const std::string& prefix = prefixes[below(prefixes.size())];
        const std::string& suffix = suffixes[below(suffixes.size())];
        std::string digits = std::to_string(below(below(2) == 0 ? 12 : 1200));
        const std::size_t width = 1 + below(4);
        while (digits.size() < width) {
            digits.insert(0, "0");
        }
        names.push_back(prefix + digits + suffix);
    }
    return names;
}

TEST(Hostlist, GivesBackWhatWasCompressed) {
    std::mt19937_64 random(20261121);
    for (int trial = 0; trial < 3000; ++trial) {
        Names names = random_names(random);
        const std::string text = compress_hostlist(names);
        std::sort(names.begin(), names.end());
        names.erase(std::unique(names.begin(), names.end()), names.end());
        Names again = expanded(text);
        std::sort(again.begin(), again.end());
        ASSERT_EQ(again, names) << text;
        ASSERT_EQ(compress_hostlist(again), text);
    }
}

// A second program that knows the notation, by another way: one regular expression and itertools.
constexpr const char* kPython = R"(
import itertools, re, sys
def numbers(text):
    for part in text.split(","):
        low, _, high = part.partition("-")
        for number in range(int(low), int(high or low) + 1):
            yield str(number).zfill(len(low))
for line in sys.stdin:
    names = []
    for name in re.findall(r"(?:[^,\[\]]|\[[^\]]*\])+", line.strip()):
        pieces = re.split(r"\[([^\]]*)\]", name)
        choices = [list(numbers(p)) if i % 2 else [p] for i, p in enumerate(pieces)]
        names += ["".join(choice) for choice in itertools.product(*choices)]
    print(" ".join(names))
)";

std::string random_hostlist(std::mt19937_64& random) {
    const auto below = [&](std::uint64_t count) {
        return random() % count;
    };
    std::string text;
    for (std::uint64_t parts = 1 + below(3); parts > 0; --parts) {
        text += text.empty() ? "" : ",";
        text += std::string("n") + static_cast<char>('a' + below(26));
        for (std::uint64_t brackets = below(3); brackets > 0; --brackets) {
            text += "[";
            for (std::uint64_t ranges = 1 + below(3); ranges > 0; --ranges) {
                const std::uint64_t low = below(120);
                std::string digits = std::to_string(low);
                digits.insert(0, below(3), '0');
                text += digits + (below(2) == 0 ? "" : "-" + std::to_string(low + below(12)));
                text += ranges > 1 ? "," : "]";
            }
            text += below(2) == 0 ? "" : "-x";
        }
    }
    return text;
}

TEST(Hostlist, ExpandsAsPythonDoes) {
    if (std::system("python3 -c 0 2> /dev/null") != 0) {
        GTEST_SKIP() << "needs python3";
    }
    std::mt19937_64 random(7);
    std::vector<std::string> lists;
    std::string input;
    for (int i = 0; i < 500; ++i) {
        lists.push_back(random_hostlist(random));
        input += lists.back() + "\n";
    }
    const input::TemporaryFile script(kPython, ".py");
    const input::TemporaryFile file(input);
    std::FILE* const pipe =
        ::popen(("python3 " + script.path() + " < " + file.path()).c_str(), "r");
    ASSERT_NE(pipe, nullptr);
    std::string output;
    std::array<char, 4096> buffer;
    while (std::fgets(buffer.data(), buffer.size(), pipe) != nullptr) {
        output += buffer.data();
    }
    ASSERT_EQ(::pclose(pipe), 0);
    std::istringstream lines(output);
    for (const std::string& list : lists) {
        std::string expected, line;
        ASSERT_TRUE(std::getline(lines, line));
        for (const std::string& name : expanded(list)) {
            expected += (expected.empty() ? "" : " ") + name;
        }
        ASSERT_EQ(line, expected) << list;
    }
}

}  // namespace
}  // namespace headroom::inventory
