// Every message the readers of a site's records have for a file that is wrong, as the user sees it.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "src/core/records/forecast.hpp"
#include "src/core/records/meter.hpp"
#include "src/core/records/quotes.hpp"
#include "src/core/records/tariff.hpp"
#include "tests/core/records/record_text.hpp"

namespace headroom::records {
namespace {

struct BadRecord {
    std::string text;
    std::vector<std::string> messages;  // all of them
};

template <class Read>
void expect_messages(const std::vector<BadRecord>& cases, Read read) {
    for (const BadRecord& bad : cases) {
        EXPECT_EQ(read_bad(bad.text, read), bad.messages) << bad.text;
    }
}

const std::string kDate =
    "' is not a date; a date such as 2026-03-29 01:15, 2026-03-29T01:15:00+01:00 or seconds since "
    "1970";

TEST(BadRecords, Meter) {
    const std::string columns =
        "one of time time_end power_w power_kw power_mw energy_kwh counter_kwh meter";
    const std::string what = "; one of power_w power_kw power_mw energy_kwh counter_kwh";
    expect_messages(
        {
            {"", {"is empty; a CSV of meter readings"}},
            {"time,power_kw\n", {"has no rows; at least one row after the header"}},
            {"time,power\n2026-03-01,1\n",
             {"1:6: unknown column 'power'; " + columns + "; did you mean 'power_w'?"}},
            {"time,power_kv\n",
             {"1:6: unknown column 'power_kv'; " + columns + "; did you mean 'power_kw'?"}},
            {"time,time,power_kw\n", {"1:6: column 'time' stands twice; each column once"}},
            {"time,meter\n", {"1:1: no column says what was metered" + what}},
            {"time,power_kw,power_w\n", {"1:1: several columns say what was metered" + what}},
            {"power_kw,meter\n",
             {"1:1: column 'time' is missing; the column 'time', or 'time_end' where an interval's "
              "end is written"}},
            {"time,time_end,energy_kwh\n",
             {"1:1: has both 'time' and 'time_end'; the column 'time', or 'time_end' where an "
              "interval's end is written"}},
            {"time_end,power_kw\n",
             {"1:1: 'time_end' goes with 'energy_kwh' only; the column 'time'"}},
            {"time,power_kw\n29.03.2026 01:15,x\n",
             {"2:1: time '29.03.2026 01:15" + kDate,
              "2:18: power_kw 'x' is not a number; a number, such as 812.5"}},
            {"time,power_kw\n2026-02-29,1\n2026-03-01 24:00,1\n12345,1\n",
             {"2:1: time '2026-02-29" + kDate, "3:1: time '2026-03-01 24:00" + kDate,
              "4:1: time '12345" + kDate}},
            {"time,power_kw\n2026-03-01,\"812,5\"\n",
             {"2:12: power_kw '812,5' is not a number; a number, such as 812.5; decimals follow a "
              "point; thousands are not separated"}},
            {"time,power_kw\n2026-03-01,812,5\n", {"2:1: has 3 fields; 2 as in the header"}},
            {"time,power_kw\n2026-03-01,\"8\n2026-03-02,1\n",
             {"2:12: quoted text does not end before the next separator; a closing \""}},
            {"time,power_mw\n2026-03-01,812500000\n",
             {"2:12: power_mw '812500000' is too large; at most 1 TW or 1 TWh; is the unit in the "
              "column's name right?"}},
            {"time,power_kw\n2026-03-01,1\n",
             {"has one reading; at least two: one says nothing of how long it holds"}},
            {"time,power_kw,meter\n2026-03-01,1,a\n2026-03-01,1,b\n2026-03-02,1,a\n",
             {"meter 'b' has one reading; at least two: one says nothing of how long it holds"}},
            {"time,power_kw\n,1\n2026-03-01,\n",
             {"has no reading with a time and a value; at least two readings"}},
        },
        read_meter);
    EXPECT_THAT(
        describe(read_meter("/no/such.csv").error()),
        testing::ElementsAre("cannot be read: No such file or directory; a CSV of meter readings"));
}

TEST(BadRecords, Tariff) {
    const std::string unit = "; a unit such as $/kWh, EUR/MWh or ct/kWh";
    const std::string header = "start,price ($/kWh)\n";
    const std::string spans = "from,to,price ($/kWh)\n";
    const std::string hint = "; where clocks change, times need an offset";
    expect_messages(
        {
            {"start,cost\n",
             {"1:7: unknown column 'cost'; one of from to start month weekday hour price unit "
              "demand_charge",
              "1:1: column 'price' is missing; a header with this column"}},
            {"start,price\n",
             {"1:1: the price has no unit; a header such as \"price ($/kWh)\" or a column 'unit'"}},
            {"start,price ($/kW)\n", {"1:1: unknown unit '$/kW' of the price" + unit}},
            {"start,price ($/kWh),unit\n",
             {"1:1: the price has two units; one in the header or a column 'unit', not both"}},
            {"start,price ($/kWh),demand_charge\n",
             {"1:1: the demand charge has no unit; a header such as \"demand_charge "
              "($/kW-month)\""}},
            {"start,price ($/kWh),demand_charge ($/kW)\n",
             {"1:1: unknown unit '$/kW' of the demand charge; a header such as \"demand_charge "
              "($/kW-month)\""}},
            {"start,hour,price ($/kWh)\n",
             {"1:1: says in more than one way when a price holds; from and to, or start, or any of "
              "month weekday hour"}},
            {"from,price ($/kWh)\n",
             {"1:1: column 'to' is missing; both 'from' and 'to', or 'start' alone"}},
            {"start,price,unit\n2026-01-01,1,$/kWh\n2026-02-01,1,€/kWh\n2026-03-01,1,cheap\n",
             {"3:14: is in EUR, others are in USD; one currency in a file",
              "4:14: unknown unit 'cheap' of the price" + unit}},
            {header + "2026-01-01,\"0,09\"\n",
             {"2:12: price '0,09' is not a number; a number, such as 0.092; decimals follow a "
              "point; thousands are not separated by commas"}},
            {header + ",1\n", {"2:1: start is empty; a date such as 2026-03-29 01:00"}},
            {header + "2026-01-01,1\n2026-01-01,2\n",
             {"3:0: begins at the same time as line 2; each time once" + hint}},
            {spans + "2026-02-01,2026-02-01,1\n",
             {"2:12: 'to' is not behind 'from'; a span that does not end at once"}},
            {spans + "2026-01-01T00:00:00Z,2026-02-01T00:00:00Z,1\n"
                     "2026-01-31T00:00:00Z,2026-03-01T00:00:00Z,1\n",
             {"3:0: begins 2026-01-31T00:00:00Z, before line 2 ends; spans that do not overlap"}},
            {spans + "2026-01-01,2026-02-01,1\n2026-02-02,2026-03-01,1\n",
             {"3:0: leaves a hole between 2026-02-01T00:00:00Z, where line 2 ends, and "
              "2026-02-02T00:00:00Z; spans without holes" +
              hint}},
            {spans + "2026-01-01,,1\n2026-02-01,2026-03-01,1\n",
             {"3:0: begins 2026-02-01T00:00:00Z, before line 2 ends; spans that do not overlap" +
              hint}},
            {"hour,price ($/kWh)\n7-19,1\n19-6,2\n",
             {"3:1: Jan Mon 19:00 has a price already, on line 2; each hour once"}},
            {"weekday,hour,price ($/kWh)\nMon-Fri,*,1\nSat,,1\n",
             {"has no price for 288 of the 2016 hours of months and weekdays; the first is Jan Sun "
              "00:00; each hour once"}},
            {"month,weekday,hour,price ($/kWh)\n13,*,*,1\n*,Mo,*,1\n*,*,7-24,1\n",
             {"2:1: month '13' is not known; months such as 1, Jan, Nov-Feb or 3;6;9",
              "3:3: weekday 'Mo' is not known; weekdays such as 1 (Monday), Mon, Mon-Fri or "
              "Sat;Sun",
              "4:5: hour '7-24' is not known; hours such as 7, 7-18 (until 19:00) or 22-5"}},
            {"price ($/kWh)\n1\n2\n",
             {"3:0: a second price without a time; one row, or columns that say when each holds"}},
            {"price ($/kWh),demand_charge ($/kW-month)\n1,-5\n",
             {"2:3: demand_charge '-5' is negative; a number, such as 14.50"}},
        },
        read_tariff);
}

TEST(BadRecords, Forecast) {
    const std::string growth = "; a factor such as 1.4 or a growth such as +3 %";
    expect_messages(
        {
            {"month\n2027-01\n",
             {"1:1: no column says what is expected; any of arrivals size runtime gpus gpu_hours"}},
            {"month,gpu\n",
             {"1:7: unknown column 'gpu'; one of month arrivals size runtime gpus gpu_hours; did "
              "you mean 'gpus'?"}},
            {"month,gpus\nJan 2027,800\n2027-13,800\n2027-1,x\n",
             {"2:1: month 'Jan 2027' is not a month; a month such as 2027-01",
              "3:1: month '2027-13' is not a month; a month such as 2027-01",
              "4:1: month '2027-1' is not a month; a month such as 2027-01",
              "4:8: gpus 'x' is not a number; a number, such as 800"}},
            {"month,gpus\n2027-01,800\n2027-01,800\n2027-04,-5\n2027-03,1\n",
             {"3:1: month '2027-01' stands twice; every month once, in order",
              "4:1: 2 months are missing before '2027-04'; every month once, in order",
              "4:9: gpus '-5' is negative; a number, such as 800",
              "5:1: month '2027-03' is earlier than the one before; every month once, in order"}},
            {"month,arrivals\n2027-01,more\n2027-02,-200 %\n2027-03,1e9\n2027-04,\"1,1\"\n",
             {"2:9: arrivals 'more' is neither a factor nor a growth" + growth,
              "3:9: arrivals '-200 %' is less than nothing" + growth,
              "4:9: arrivals '1e9' is a million times the workload" + growth,
              "5:9: arrivals '1,1' is neither a factor nor a growth" + growth +
                  "; decimals follow a point; thousands are not separated by commas"}},
        },
        read_forecast);
}

TEST(BadRecords, Quotes) {
    const std::string header = "item,price,unit,currency\n";
    const std::string per =
        "; money and what it buys, such as $/node: node, GPU, switch, rack, cable, GPUh, kWh, "
        "month, year or item";
    expect_messages(
        {
            {"item,cost\n",
             {"1:6: unknown column 'cost'; one of item price unit currency date valid_until "
              "lead_time lead_time_p50 lead_time_p90 vendor quote",
              "1:1: column 'price' is missing; a header with this column"}},
            {header + ",5,node,$\n", {"2:1: item is empty; what is offered, such as dgx-h100"}},
            {header + "x,5,node,\n",
             {"2:3: price '5' has no currency; a column 'currency' or a price such as \"390 "
              "k$/node\""}},
            {header + "x,cheap,node,$\n",
             {"2:3: price 'cheap' is not a number; a number, such as 390000 or \"390 k$/node\""}},
            {header + "x,\"390,000\",node,$\n",
             {"2:3: price '390,000' is not a number; a number, such as 390000 or \"390 k$/node\"; "
              "decimals follow a point; thousands are not separated by commas"}},
            {header + "x,-5,node,$\n", {"2:3: price '-5' is negative; a price"}},
            {header + "x,5,blade,$\n", {"2:5: unknown unit 'blade'" + per}},
            {header + "x,5 $/blade,,\n", {"2:3: unknown unit 'blade'" + per}},
            {header + "x,5,node,dollars\n",
             {"2:10: unknown currency 'dollars'; a currency such as USD or €"}},
            {header + "x,5 $,node,EUR\n", {"2:3: is in USD and in EUR; one currency a quote"}},
            {header + "x,5 $/GPU,node,\n",
             {"2:3: is for one GPU and for one node; one unit a quote"}},
            {"item,price,date,valid_until,lead_time\nx,5 $,3/11/2026,2026-11-03,26\n",
             {"2:7: date '3/11/2026" + kDate,
              "2:28: lead_time '26' is not a length of time; a number with a unit, such as 26 "
              "weeks"}},
            {"item,price,date,valid_until\nx,5 $,2026-11-03,2026-11-01\n",
             {"2:18: 'valid_until' is before 'date'; a later date"}},
            {"item,price,lead_time_p50,lead_time_p90\nx,5 $,8 weeks,7 weeks\ny,5 $,,7 weeks\n",
             {"2:15: 'lead_time_p90' is shorter than the median; a length of time that nine of ten "
              "deliveries keep",
              "3:8: 'lead_time_p90' without 'lead_time_p50'; both, or 'lead_time'"}},
        },
        read_quotes);
}

TEST(BadRecords, AreToldUpToTwenty) {
    std::string text = "time,power_kw\n";
    for (int i = 0; i < 30; ++i) {
        text += "soon,much\n";
    }
    const std::vector<std::string> messages = read_bad(text, read_meter);
    ASSERT_EQ(messages.size(), 21u);
    EXPECT_EQ(messages.back(), "and 40 more");
}

}  // namespace
}  // namespace headroom::records
