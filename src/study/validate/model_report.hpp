#pragma once

// The report of `headroom validate-models`: every check of a model against its source, in all
// formats. The same checks of one build give the same bytes; no clock and no machine is in them.

#include <string>
#include <string_view>
#include <vector>

#include "src/core/result/output_folder.hpp"
#include "src/core/table/table.hpp"
#include "src/study/validate/model_check.hpp"

namespace headroom::study {

// Every check that there is, computed now: about a second, for the checks of queueing simulate.
[[nodiscard]] std::vector<ModelCheck> all_model_checks();

// Each model once, in the order of first mention.
[[nodiscard]] std::vector<std::string> model_names(const std::vector<ModelCheck>& checks);

// The checks of one model.
[[nodiscard]] std::vector<ModelCheck> select_model(const std::vector<ModelCheck>& checks,
                                                   const std::string& model);

// "primary", "secondary", "derived".
[[nodiscard]] std::string_view evidence_name(Evidence evidence);

// "17 of 18 values reproduced; largest error 4.2 % of the reference (chiller: COP at 18 °C), 2 rows
// rest on parameters fitted to them". A row that does not hold comes before all that do.
[[nodiscard]] std::string model_sentence(const std::vector<ModelCheck>& checks);

// For people: the value with as many digits as its tolerance calls for, the error and the tolerance
// in percent of the reference or in the check's unit.
[[nodiscard]] std::string ours_text(const ModelCheck& check);
[[nodiscard]] std::string error_text(const ModelCheck& check);
[[nodiscard]] std::string tolerance_text(const ModelCheck& check);

// A row a check, with all digits.
[[nodiscard]] report::Table model_table(const std::vector<ModelCheck>& checks);
[[nodiscard]] std::string model_json(const std::vector<ModelCheck>& checks);
[[nodiscard]] std::string model_markdown(const std::vector<ModelCheck>& checks);

// models.json, models.csv and models.md: all or none.
[[nodiscard]] expected<void, Diagnostics> write_models(report::OutputFolder& folder,
                                                       const std::vector<ModelCheck>& checks);

}  // namespace headroom::study
