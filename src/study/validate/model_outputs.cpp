#include <cmath>

#include "src/core/result/version.hpp"
#include "src/core/table/json_writer.hpp"
#include "src/core/table/number_text.hpp"
#include "src/study/check/markdown_text.hpp"
#include "src/study/validate/model_report.hpp"

namespace headroom::study {
namespace {

using report::JsonWriter;

constexpr std::size_t kMostBytes = 10'000'000;  // a file of ours: nothing is left out

void write_check(JsonWriter& json, const ModelCheck& check) {
    json.begin_object().key("model").text(check.model).key("subject").text(check.subject);
    json.key("unit").text(check.unit).key("reference").number(check.reference);
    json.key("ours").number(check.ours).key("error").number(check.error());
    json.key("tolerance").number(check.tolerance);
    json.key("tolerance_is").text(check.is_absolute ? "absolute" : "relative");
    json.key("holds").boolean(check.holds());
    json.key("evidence").text(evidence_name(check.evidence));
    json.key("source").text(check.source).key("fitted").text(check.fitted).end_object();
}

MarkdownRow markdown_row(const ModelCheck& check) {
    std::string reference;
    report::append_shortest(reference, check.reference);
    MarkdownRow row;
    for (const std::string& text :
         {check.subject, reference, ours_text(check), check.unit, error_text(check),
          tolerance_text(check), std::string(evidence_name(check.evidence)), check.source,
          check.fitted})
        row.push_back(markdown_text(text));
    row.emplace_back(check.holds() ? "yes" : "**NO**");
    return row;
}

}  // namespace

report::Table model_table(const std::vector<ModelCheck>& checks) {
    std::vector<std::string> model, subject, unit, kind, holds, evidence, source, fitted;
    std::vector<double> reference, ours, error, tolerance;
    for (const ModelCheck& check : checks) {
        model.push_back(check.model);
        subject.push_back(check.subject);
        unit.push_back(check.unit);
        reference.push_back(check.reference);
        ours.push_back(check.ours);
        error.push_back(check.error());
        tolerance.push_back(check.tolerance);
        kind.emplace_back(check.is_absolute ? "absolute" : "relative");
        holds.emplace_back(check.holds() ? "yes" : "no");
        evidence.emplace_back(evidence_name(check.evidence));
        source.push_back(check.source);
        fitted.push_back(check.fitted);
    }
    report::Table table;
    table.name = "models";
    table.title = "Models against their sources";
    table.columns = {report::text_column("model", model),
                     report::text_column("subject", subject),
                     report::text_column("unit", unit),
                     report::real_column("reference", "", std::move(reference)),
                     report::real_column("ours", "", std::move(ours)),
                     report::real_column("error", "", std::move(error)),
                     report::real_column("tolerance", "", std::move(tolerance)),
                     report::text_column("tolerance_is", kind),
                     report::text_column("holds", holds),
                     report::text_column("evidence", evidence),
                     report::text_column("source", source),
                     report::text_column("fitted", fitted)};
    return table;
}

std::string model_json(const std::vector<ModelCheck>& checks) {
    std::uint64_t good = 0, fitted = 0;
    for (const ModelCheck& check : checks) {
        good += check.holds() ? 1 : 0;
        fitted += check.fitted.empty() ? 0 : 1;
    }
    JsonWriter json;
    json.begin_object().key("schema").integer(1).key("study").text("validate-models");
    json.key("version").text(report::program_version()).key("git").text(report::program_commit());
    json.key("values").unsigned_integer(checks.size());
    json.key("reproduced").unsigned_integer(good);
    json.key("rest_on_fits").unsigned_integer(fitted);
    json.key("sentence").text(model_sentence(checks));
    json.key("checks").begin_array();
    for (const ModelCheck& check : checks)
        write_check(json, check);
    json.end_array().end_object();
    return json.str() + "\n";
}

std::string model_markdown(const std::vector<ModelCheck>& checks) {
    const MarkdownRow heading{"subject",   "reference", "ours",   "unit",   "error",
                              "tolerance", "evidence",  "source", "fitted", "holds"};
    std::string out = "## Models against their sources\n\n";
    for (const std::string& model : model_names(checks)) {
        std::vector<MarkdownRow> rows;
        for (const ModelCheck& check : select_model(checks, model))
            rows.push_back(markdown_row(check));
        out += "### " + markdown_text(model) + "\n\n" + markdown_table(heading, rows, kMostBytes) +
               "\n";
    }
    return out + markdown_text(model_sentence(checks)) + ".\n\nheadroom " +
           report::program_version() + " (" + report::program_commit() + ")\n";
}

expected<void, Diagnostics> write_models(report::OutputFolder& folder,
                                         const std::vector<ModelCheck>& checks) {
    auto written = folder.write("models.json",
                                [&](const report::TextSink& sink) { sink(model_json(checks)); });
    if (written)
        written = folder.write("models.csv", [&](const report::TextSink& sink) {
            write_csv(model_table(checks), sink);
        });
    if (written)
        written = folder.write("models.md",
                               [&](const report::TextSink& sink) { sink(model_markdown(checks)); });
    return written ? folder.commit() : written;
}

}  // namespace headroom::study
