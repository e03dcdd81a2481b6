#include "src/core/scenario/json_schema.hpp"

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>

#include <gtest/gtest.h>

#include "src/core/scenario/field_table.hpp"
#include "tests/core/scenario/scenario_folder.hpp"

#include <nlohmann/json.hpp>

namespace headroom::scenario {
namespace {

using Json = nlohmann::json;

// The schema of a path of the field table; null where it leads nowhere.
const Json* find_schema(const Json& root, std::string_view path) {
    const Json* schema = &root;
    while (!path.empty()) {
        const std::size_t dot = path.find('.');
        const std::string key(path.substr(0, dot));
        path = dot == std::string_view::npos ? "" : path.substr(dot + 1);
        const char* members = key == "*" ? "additionalProperties" : "properties";
        if (!schema->contains(members)) {
            return nullptr;
        }
        schema = &schema->at(members);
        if (key != "*") {
            if (!schema->contains(key)) {
                return nullptr;
            }
            schema = &schema->at(key);
        }
    }
    return schema;
}

TEST(JsonSchema, HasEveryFieldWithItsHelp) {
    const Json root = Json::parse(json_schema());
    for (const Field& field : field_table()) {
        const Json* schema = find_schema(root, field.path);
        ASSERT_NE(schema, nullptr) << field.path;
        const std::string description = schema->value("description", "");
        EXPECT_TRUE(description.starts_with(field.help)) << field.path;
    }
}

TEST(JsonSchema, HasNoKeyThatIsNotModelled) {
    const Json root = Json::parse(json_schema());
    for (const std::string_view path : not_modelled_yet()) {
        EXPECT_EQ(find_schema(root, path), nullptr) << path;
    }
}

TEST(JsonSchema, TellsTheChoices) {
    const Json root = Json::parse(json_schema());
    const Json* policy = find_schema(root, "cluster.*.scheduler.policy");
    ASSERT_NE(policy, nullptr);
    EXPECT_EQ(policy->at("anyOf")[0].at("enum"), Json::parse(R"(["fcfs", "easy"])"));
    EXPECT_EQ(policy->at("default"), "easy");
}

// An independent validator: Python's jsonschema. Prints the files that the schema accepts.
constexpr const char* kValidate = R"(
import datetime, json, sys, tomllib
import jsonschema
schema = json.load(open(sys.argv[1]))
jsonschema.Draft202012Validator.check_schema(schema)
validator = jsonschema.Draft202012Validator(schema)
def plain(value):
    if isinstance(value, dict):
        return {key: plain(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [plain(inner) for inner in value]
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat()
    return value
for file in sys.argv[2:]:
    errors = list(validator.iter_errors(plain(tomllib.load(open(file, "rb")))))
    print("refused" if errors else "accepted", file.rsplit("/", 1)[-1])
    for error in errors:
        print("   ", error.message[:200], file=sys.stderr)
)";

std::string run(const std::string& command) {
    std::string output;
    FILE* pipe = ::popen(command.c_str(), "r");
    if (pipe == nullptr) {
        return output;
    }
    char block[4096];
    while (std::fgets(block, sizeof block, pipe) != nullptr) {
        output += block;
    }
    ::pclose(pipe);
    return output;
}

class JsonSchemaInPython : public ::testing::Test {
protected:
    void SetUp() override {
        if (std::system("python3 -c 'import jsonschema, tomllib' 2>/dev/null") != 0) {
            GTEST_SKIP() << "needs Python 3.11 with the package jsonschema (python3-jsonschema)";
        }
        schema_ = folder_.write("schema.json", json_schema());
        program_ = folder_.write("validate.py", kValidate);
    }

    std::string validate(const std::string& files) const {
        return run("python3 -W ignore " + program_ + " " + schema_ + " " + files + " 2>&1");
    }

    ScenarioFolder folder_;

private:
    std::string schema_, program_;
};

TEST_F(JsonSchemaInPython, AcceptsTheShippedScenarios) {
    std::string files;
    std::size_t count = 0;
    for (const auto& entry :
         std::filesystem::directory_iterator(HEADROOM_SOURCE_DIR "/scenarios")) {
        if (entry.path().extension() == ".toml") {
            files += " " + entry.path().string();
            ++count;
        }
    }
    const std::string output = validate(files);
    EXPECT_EQ(output.find("refused"), std::string::npos) << output;
    EXPECT_GE(count, 1u);
    EXPECT_NE(output.find("accepted"), std::string::npos) << output;
}

TEST_F(JsonSchemaInPython, AcceptsAFileThatExtendsAnother) {
    const std::string file =
        folder_.write("top.toml", "extends = \"base.toml\"\n[partition.p]\npriority = 3\n");
    EXPECT_EQ(validate(file), "accepted top.toml\n");
}

TEST_F(JsonSchemaInPython, RefusesWhatTheReaderRefuses) {
    const std::string rest = kSmallWorkload;
    const std::string head = "schema = 1\n[fleet.a]\n";
    const std::vector<std::string> bad{
        "[fleet.a]\n" + rest,                          // no schema
        "schema = 1\n",                                // no fleet
        head,                                          // no workload
        "schema = 2\n[fleet.a]\n" + rest,              // another version
        head + "nodse = 1\n" + rest,                   // unknown key
        head + "nodes = -1\n" + rest,                  // out of range
        head + "nodes = [1]\n" + rest,                 // wrong kind
        head + "nodes = { source = \"x\" }\n" + rest,  // no value
        head + "nodes = { dist = \"normal\", mean = 1 }\n" + rest,
        head + "[partition.p]\nfleets = [\"a\"]\nmax_time = 7\n" + rest,
        head + "[partition.p]\npriority = 1\n" + rest,
        "schema = 1\n[cluster.c]\nscheduler = { policy = \"lifo\" }\n[fleet.a]\n" + rest,
        head + "[purchase.x]\nnodes = 1\n" + rest,
    };
    std::string files;
    for (std::size_t i = 0; i < bad.size(); ++i) {
        EXPECT_FALSE(read_text(bad[i])) << bad[i];
        files += " " + folder_.write("bad" + std::to_string(i) + ".toml", bad[i]);
    }
    const std::string output = validate(files);
    EXPECT_EQ(output.find("accepted"), std::string::npos) << output;
    EXPECT_NE(output.find("refused bad12.toml"), std::string::npos) << output;
}

}  // namespace
}  // namespace headroom::scenario
