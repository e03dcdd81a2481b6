#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "src/core/records/forecast.hpp"
#include "src/core/records/quotes.hpp"
#include "tests/core/records/record_text.hpp"

namespace headroom::records {
namespace {

TEST(Forecast, FactorsAreAgainstTheRecordedAndGrowthAgainstTheMonthBefore) {
    const Forecast forecast = read_good(
        "month,arrivals,size,runtime,gpus,gpu_hours\n2026-11,+10 %,1.5,,,\n2026-12,+10%,,,800,\n"
        "2027-01-01,2,-50 %,0.9,,595200\n2027-02,,,,0,\n",
        read_forecast);
    ASSERT_EQ(forecast.months.size(), 4u);
    EXPECT_TRUE(forecast.has_growth);
    EXPECT_DOUBLE_EQ(forecast.months[0].arrivals, 1.1);
    EXPECT_DOUBLE_EQ(forecast.months[1].arrivals, 1.21);
    EXPECT_DOUBLE_EQ(forecast.months[2].arrivals, 2);
    EXPECT_DOUBLE_EQ(forecast.months[3].arrivals, 2);
    EXPECT_DOUBLE_EQ(forecast.months[1].size, 1.5);
    EXPECT_DOUBLE_EQ(forecast.months[3].size, 0.75);
    EXPECT_DOUBLE_EQ(forecast.months[3].runtime, 0.9);
    EXPECT_FALSE(forecast.months[0].gpus);
    EXPECT_EQ(forecast.months[1].gpus, 800);
    EXPECT_EQ(forecast.months[2].gpu_hours, 595200);
    EXPECT_EQ(forecast.months[3].gpus, 0);
    EXPECT_EQ(forecast.months[2].year, 2027);
    EXPECT_EQ(forecast.months[2].month, 1);
    EXPECT_FALSE(read_good("month,gpus\n2027-01,5\n", read_forecast).has_growth);
}

Quote quote(const std::string& header, const std::string& row) {
    return read_good(header + "\n" + row + "\n", read_quotes).quotes.at(0);
}

TEST(Quotes, UnitsMayStandInThreePlaces) {
    const auto expect_same = [](const Quote& given) {
        EXPECT_EQ(given.price, 390'000);
        EXPECT_EQ(given.currency, "USD");
        EXPECT_EQ(given.per, "node");
    };
    expect_same(quote("item,price", "dgx-h100,390 k$/node"));
    expect_same(quote("item,price", "dgx-h100,390000 USD per node"));
    expect_same(quote("item,price,unit", "dgx-h100,390,k$/node"));
    expect_same(quote("item,price,unit,currency", "dgx-h100,390000,per node,$"));
    expect_same(quote("item,price,unit,currency", "dgx-h100,390000 $,server,USD"));
    expect_same(quote("item,price,unit,currency", "dgx-h100,390_000,nodes,USD"));
    EXPECT_EQ(quote("item,price,currency", "cable,21.50,€").per, "item");
    EXPECT_EQ(quote("item,price", "rent,2.60 $/GPU-hour").per, "GPUh");
}

TEST(Quotes, DatesAndLeadTimesAreRead) {
    const Quote plain = quote("item,price,date,valid_until,lead_time,vendor,quote",
                              "\"node, 8 GPU\",390 k$/node,2026-11-03,2027-01-31,26 weeks,V,Q-1");
    EXPECT_EQ(plain.item, "node, 8 GPU");
    EXPECT_EQ(format_instant(*plain.date), "2026-11-03T00:00:00Z");
    EXPECT_EQ(format_instant(*plain.valid_until), "2027-01-31T00:00:00Z");
    EXPECT_EQ(plain.lead_time_s, 26 * 7 * 86'400);
    EXPECT_FALSE(plain.lead_time_p90_s);
    EXPECT_EQ(plain.vendor + plain.number, "VQ-1");
    const Quote spread = quote("item,price,lead_time_p50,lead_time_p90", "x,1 $,26 weeks,44 weeks");
    EXPECT_EQ(spread.lead_time_s, 26 * 7 * 86'400);
    EXPECT_EQ(spread.lead_time_p90_s, 44 * 7 * 86'400);
    EXPECT_FALSE(spread.date);
}

}  // namespace
}  // namespace headroom::records
