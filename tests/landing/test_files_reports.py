"""Reports as people download them: titles above the header, totals and notices below the rows, headers in words."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from engine.landing.batch import Batch
from engine.landing.files import FilesExtraction
from engine.landing.hold import hold

from .conftest import Desk
from .report_contracts import CATALOG, CampaignPerformance

ROWS = [("2024-01-05", 7, "Total Recall", 1204, Decimal("1234.56")), ("2024-01-06", 7, "Total Recall", 0, None)]

MICROSOFT = """\ufeff"Report Name: Campaigns, daily"
"Report Time: 1/1/2024 - 1/31/2024"
"Time Zone: (GMT+01:00) Berlin, Bern, Rome"
"Last Completed Available Day: 2/1/2024 4:00:00 PM (GMT)"
"Report Aggregation: Daily"
"Report Filter: "
"Potential Incomplete Data: true"
"Rows: 2"

"Gregorian date","Campaign ID","Campaign","Currency code","Clicks","Spend","CTR"
"2024-01-05","7","Total Recall","USD","1,204","1,234.56","100.00%"
"2024-01-06","7","Total Recall","USD","0","",""

"©2024 Microsoft Corporation. All rights reserved. "
"""

GOOGLE = """Campaign report
January 1, 2024 - January 31, 2024
Day,Campaign ID,Campaign,Currency code,Cost,Clicks,CTR
2024-01-05,7,Total Recall,USD,"1,234.56","1,204",100.00%
2024-01-06,7,Total Recall,USD, --,0, --
Total: Campaigns, --, --,USD,"1,234.56","1,204",100.00%
Total: Account, --, --,USD,"1,234.56","1,204",100.00%
"""

LINKEDIN = """Campaign Performance Report (in UTC)
Report Start: January 1, 2024, 12:00 AM
Report End: January 31, 2024, 11:59 PM
Date Generated: February 1, 2024, 9:00 AM

Day\tCampaign ID\tCampaign Name\tCurrency Code\tClicks\tSpend\tCTR
2024-01-05\t7\tTotal Recall\tUSD\t1204\t1234.56\t100.00%
2024-01-06\t7\tTotal Recall\tUSD\t0\t\t
"""

TIKTOK = """Campaign name,Campaign ID,Day,Currency code,Cost,Clicks,CTR
Total Recall,7,2024-01-05,USD,1234.56,1204,100.00%
Total Recall,7,2024-01-06,USD,-,0,-
Total of 2 results,-,-,USD,1234.56,1204,100.00%
"""

EXCEL = """sep=;
Day;Campaign ID;Campaign name;Currency code;Clicks;Spend;CTR;
20240105;7;Total Recall;USD;1204;1234.56;100.00%;
20240106;7;Total Recall;USD;0;;;
Grand total;;;;1204;1234.56;;
All figures are preliminary.;;;;;;;
"""

REPORTS = {
    "microsoft": (MICROSOFT.encode(), "CampaignPerformanceReport 2024-01.csv"),
    "google": (GOOGLE.encode(), "Campaign Performance 2024-01.CSV"),
    "linkedin": (LINKEDIN.encode("utf-16"), "adhouse_campaign_performance.csv"),
    "linkedin without a mark": (LINKEDIN.encode("utf-16-le"), "campaign-performance.csv"),
    "tiktok": (TIKTOK.replace("\n", "\r\n").encode(), "campaigns by day (2).csv"),
    "excel": (EXCEL.encode(), "campaign_performance_export.csv"),
}


def batches(desk: Desk) -> list[Batch]:
    return list(FilesExtraction(desk.folder, CATALOG.sources).batches(CampaignPerformance, None))


def rows(found: list[Batch]) -> list[Any]:
    held = [hold(CampaignPerformance, batch) for batch in found]
    assert [rejected for one in held for rejected in one.rejected] == []
    return [row for one in held for row in one.frame.select("day", "campaign_id", "campaign_name", "clicks", "spend").rows()]


@pytest.mark.parametrize("name", REPORTS)
def test_a_report_lands_its_rows_and_nothing_else(desk: Desk, name: str) -> None:
    content, file = REPORTS[name]
    desk.put(file, content)
    assert [(str(day), *rest) for day, *rest in rows(batches(desk))] == ROWS


def test_what_is_no_record_is_told(desk: Desk) -> None:
    desk.put("campaign_performance.csv", MICROSOFT.replace('\n\n"©', '\n"Total","","","USD","1,204","1,234.56",""\n\n"©'))
    assert [line for batch in batches(desk) for line in batch.skipped] == [
        "campaign_performance.csv has its header in line 10: what stands above it is no record",
        "campaign_performance.csv:13 is no record: Total",
        "campaign_performance.csv:15 is no record: ©2024 Microsoft Corporation. All rights reserved.",
    ]


HEADER = "Day,Campaign ID,Campaign name,Clicks\n"


@pytest.mark.parametrize(
    "row",
    ["2024-01-05,7,Total,3", "Total: no such day,7,Recall,3", "Totally,,,3", "2024-01-05,,,"],
)
def test_a_row_that_a_key_tells_apart_is_no_total(desk: Desk, row: str) -> None:
    desk.put("campaign_performance.csv", f"{HEADER}{row}\n")
    assert [(len(batch.records), batch.skipped) for batch in batches(desk)] == [(1, ())]


def test_a_remark_between_rows_is_broken(desk: Desk) -> None:
    desk.put("campaign_performance.csv", f"{HEADER}2024-01-05,7,Total\nRecall and more\n2024-01-06,7,Recall,3\n2024-01-07\n")
    found = batches(desk)
    assert [piece.text for batch in found for piece in batch.broken] == ["2024-01-05,7,Total", "Recall and more", "2024-01-07"]
    assert [batch.skipped for batch in found] == [()]


def test_a_product_that_is_called_total_is_a_record(desk: Desk) -> None:
    desk.put("campaigns.csv", "name,budget\nTotal-Repair Shampoo,3\nTotal Recall,x\nTotal,9\n")
    found = list(FilesExtraction(desk.folder, CATALOG.sources).batches(CATALOG.sources[1], None))
    assert [(batch.records["name"].to_list(), len(batch.skipped)) for batch in found] == [(["Total-Repair Shampoo", "Total Recall"], 1)]


def test_a_row_that_looks_like_a_header_is_none(desk: Desk) -> None:
    desk.put("campaigns.csv", "number,title\n1,name\n2,id\n")
    found = list(FilesExtraction(desk.folder, CATALOG.sources).batches(CATALOG.sources[1], None))
    assert [batch.records.rows() for batch in found] == [[("1", "name"), ("2", "id")]]


def test_the_lines_of_a_landing_are_told(desk: Desk) -> None:
    desk.put("orders.csv", 'Orders of 2024\nid,number,total\n1,a,"1,234.56"\nTotal,,"1,234.56"\n')
    landed = desk.land()
    assert (landed.read, landed.landed) == (1, 1)
    assert desk.told[1:] == [
        "orders.csv has its header in line 2: what stands above it is no record",
        "orders.csv:4 is no record: Total",
    ]
