#pragma once

// The closing remarks of a drafted scenario: what the site's records say of power, prices and
// growth that the scenario's keys do not hold yet, so that nobody has to open the files again.

#include "src/core/init/site_records.hpp"
#include "src/core/scenario/toml_text.hpp"

namespace headroom::init {

// A file without its folder, for a comment.
[[nodiscard]] std::string file_name(const std::string& file);

void write_notes(scenario::TomlText& toml, const SiteRecords& site);

}  // namespace headroom::init
