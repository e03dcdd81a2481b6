#pragma once

// Whether a job that asks for a GPU model may run on a fleet's: by the same text, or by names that
// the catalog knows to mean the same GPU.

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "src/core/catalog/catalog.hpp"

namespace headroom::scenario {

class GpuMatcher {
public:
    // Without a catalog only the same text matches, whatever its case.
    explicit GpuMatcher(const catalog::Catalog* facts) : facts_(facts) {}

    // `asked` may name several, "a100|h100". A short name means all that it may stand for: "a100"
    // matches both the 40 GB and the 80 GB card. O(names asked for), the catalog is asked once a
    // name.
    [[nodiscard]] bool asks_for(std::string_view asked, const std::string& model);

private:
    [[nodiscard]] bool is_same(const std::string& asked, const std::string& model);
    [[nodiscard]] const std::vector<const catalog::Gpu*>& meanings(const std::string& name);

    const catalog::Catalog* facts_;
    std::unordered_map<std::string, std::vector<const catalog::Gpu*>> meanings_;  // by name
};

}  // namespace headroom::scenario
