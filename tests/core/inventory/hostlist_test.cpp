#include "src/core/inventory/hostlist.hpp"

#include <algorithm>
#include <random>

#include <gtest/gtest.h>

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

}  // namespace
}  // namespace headroom::inventory
