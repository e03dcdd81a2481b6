#pragma once

// Texts in XML 1.0: escaped, and without what no XML document may hold.

#include <string>
#include <string_view>

namespace headroom::study {

// For between tags; a carriage return stays one.
[[nodiscard]] std::string xml_text(std::string_view text);

// For between double quotes; line ends and tabs stay what they are.
[[nodiscard]] std::string xml_attribute(std::string_view text);

}  // namespace headroom::study
