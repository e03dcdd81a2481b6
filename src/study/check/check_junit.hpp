#pragma once

// A check as JUnit XML, which every CI system reads: one test suite a scenario, one test case a
// claim. Valid by both schemas in wide use, Jenkins' junit-10.xsd and Windy Road's JUnit.xsd: no
// attributes but those of both, so places stand in the text. tests/study/junit.xsd is their
// intersection.

#include <string>

#include "src/study/check/check_report.hpp"

namespace headroom::study {

// A claim that fails is a failure, one that is not measured an error, as is a scenario that could
// not be run; a claim of level warning that fails is skipped, as it must not fail the job, with its
// text. Times and host are those of the provenance; 0, 1970 and localhost where it has none.
[[nodiscard]] std::string check_junit(const CheckReport& report);

}  // namespace headroom::study
