#include "src/core/scenario/source_files.hpp"

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <utility>

namespace headroom::scenario {
namespace {

constexpr std::size_t kLongestShownLine = 4000;

std::vector<std::size_t> find_line_begins(std::string_view text) {
    std::vector<std::size_t> begins{0};
    for (std::size_t at = text.find('\n'); at != std::string_view::npos;
         at = text.find('\n', at + 1)) {
        begins.push_back(at + 1);
    }
    return begins;
}

}  // namespace

std::uint32_t SourceFiles::add_file(std::string name, std::string text) {
    File file;
    file.name = std::move(name);
    file.line_begins = find_line_begins(text);
    file.text = std::move(text);
    files_.push_back(std::move(file));
    return static_cast<std::uint32_t>(files_.size() - 1);
}

PlaceRef SourceFiles::add_setting(const SourcePlace& place, std::string text) {
    File file;
    file.name = place.file;
    file.text = std::move(text);
    file.is_setting = true;
    file.setting_place = place;
    files_.push_back(std::move(file));
    return {static_cast<std::uint32_t>(files_.size() - 1), 0, 0};
}

SourcePlace SourceFiles::place(PlaceRef ref) const {
    const File& file = files_[ref.file];
    return file.is_setting ? file.setting_place : SourcePlace{file.name, ref.line, ref.column};
}

std::string SourceFiles::line_text(PlaceRef ref) const {
    const File& file = files_[ref.file];
    std::string_view text = file.text;
    if (!file.is_setting) {
        if (ref.line == 0 || ref.line > file.line_begins.size()) {
            return {};
        }
        text = text.substr(file.line_begins[ref.line - 1]);
        text = text.substr(0, text.find('\n'));
        if (!text.empty() && text.back() == '\r') {
            text.remove_suffix(1);
        }
    }
    return text.size() <= kLongestShownLine ? std::string(text) : std::string();
}

expected<std::string, std::string> read_text_file(const std::string& file,
                                                  std::size_t limit_bytes) {
    std::error_code fault;
    const std::filesystem::file_status status = std::filesystem::status(file, fault);
    if (!std::filesystem::exists(status)) {
        const bool is_missing = status.type() == std::filesystem::file_type::not_found;
        return unexpected(is_missing ? std::string("does not exist")
                                     : "cannot be opened: " + fault.message());
    }
    if (std::filesystem::is_directory(status)) {
        return unexpected(std::string("is a directory, not a file"));
    }
    std::ifstream stream(file, std::ios::binary);
    if (!stream) {
        return unexpected("cannot be opened: " + std::string(std::strerror(errno)));
    }
    std::string text;
    std::string block(1u << 16, '\0');
    while (stream.read(block.data(), static_cast<std::streamsize>(block.size())) ||
           stream.gcount() > 0) {
        text.append(block, 0, static_cast<std::size_t>(stream.gcount()));
        if (text.size() > limit_bytes) {
            return unexpected("is larger than " + std::to_string(limit_bytes >> 20u) +
                              " MiB, too large for a scenario");
        }
    }
    return text;
}

}  // namespace headroom::scenario
