#include "src/cli/commands.hpp"
#include "src/cli/exit_code.hpp"
#include "src/cli/terminal.hpp"
#include "src/core/scenario/describe_fields.hpp"
#include "src/core/scenario/json_schema.hpp"

namespace headroom::cli {

int schema_command(const SchemaRequest& request) {
    std::string text = request.as_text ? scenario::describe_fields() : scenario::json_schema();
    if (!text.ends_with('\n'))
        text += '\n';
    return print(text) ? kExitOk : kExitInput;
}

}  // namespace headroom::cli
