"""One world behind all platforms: what one of them reports is found in the others."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise
from urllib.parse import parse_qs, urlsplit

from .simulation import Simulation, params, purchases


def test_every_purchase_is_an_order_of_the_same_amount(simulation: Simulation) -> None:
    orders = {str(order["id"]): order for order in simulation.newest("shopify", "orders")}
    bought = purchases(simulation.records("google_analytics", "events"))
    assert {event["ecommerce"]["transaction_id"] for event in bought} == orders.keys()
    for event in bought:
        order = orders[event["ecommerce"]["transaction_id"]]
        assert event["ecommerce"]["purchase_revenue"] == float(order["total_price"])
        assert params(event)["transaction_id"] == event["ecommerce"]["transaction_id"]
        assert [item["item_id"] for item in event["items"]] == [str(line["product_id"]) for line in order["line_items"]]


def test_an_order_lands_where_its_session_began(simulation: Simulation) -> None:
    events = simulation.records("google_analytics", "events")
    sessions = {session_of(event): params(event) for event in events if event["event_name"] == "session_start"}
    landings = {str(order["id"]): order["landing_site"] for order in simulation.newest("shopify", "orders")}
    known = [event for event in purchases(events) if event.get("user_pseudo_id")]
    assert known
    for event in known:
        assert sessions[session_of(event)]["page_location"].endswith(landings[event["ecommerce"]["transaction_id"]])


def test_paid_sessions_carry_a_campaign_that_exists_and_its_publisher(simulation: Simulation) -> None:
    campaigns = {campaign["id"]: campaign["name"] for campaign in simulation.newest("facebook_ads", "campaigns")}
    ads = {ad["name"] for ad in simulation.newest("facebook_ads", "ads")}
    paid = [
        event["collected_traffic_source"]
        for event in simulation.records("google_analytics", "events")
        if event["session_traffic_source_last_click"]["manual_campaign"]["medium"] == "cpc"
    ]
    tags = [tag for tag in paid if tag["manual_source"] in ("facebook", "instagram")]
    assert {tag["manual_source"] for tag in paid} == {"facebook", "instagram", "google", "bing", "linkedin", "tiktok", "amazon"}
    assert {(tag["manual_campaign_id"], tag["manual_campaign_name"]) for tag in tags} == set(campaigns.items())
    assert {tag["manual_content"] for tag in tags} <= ads


def test_paid_visits_of_a_day_are_not_more_than_its_clicks(simulation: Simulation) -> None:
    rows = simulation.newest("facebook_ads", "ads_insights_platform_and_device")
    clicks: Counter[tuple[str, str, str]] = Counter()
    for row in rows:
        clicks[row["date_start"].replace("-", ""), row["publisher_platform"], row["campaign_name"]] += int(row["inline_link_clicks"])
    visits = Counter(
        (event["event_date"], event["collected_traffic_source"]["manual_source"], event["collected_traffic_source"]["manual_campaign_name"])
        for event in simulation.records("google_analytics", "events")
        if event["event_name"] == "session_start"
        and (event["collected_traffic_source"] or {}).get("manual_source") in ("facebook", "instagram")
    )
    assert visits
    assert not [day for day, count in visits.items() if count > clicks[day]]
    assert visits.total() > clicks.total() / 2


def test_reported_purchases_are_orders_of_the_publisher(simulation: Simulation) -> None:
    landed = Counter(source_of(order["landing_site"]) for order in simulation.newest("shopify", "orders"))
    reported: Counter[str] = Counter()
    for row in simulation.newest("facebook_ads", "ads_insights_platform_and_device"):
        actions = {action["action_type"]: int(action["value"]) for action in row.get("actions", [])}
        reported[row["publisher_platform"]] += actions.get("purchase", 0)
    assert 0 < reported["facebook"] <= landed["facebook"]
    assert 0 < reported["instagram"] <= landed["instagram"]


def test_customers_of_orders_exist_and_guests_have_none(simulation: Simulation) -> None:
    customers = {customer["id"]: customer for customer in simulation.newest("shopify", "customers")}
    orders = simulation.newest("shopify", "orders")
    ordered = Counter(order["customer"]["id"] for order in orders if order["customer"])
    assert ordered == {id: customer["orders_count"] for id, customer in customers.items()}
    assert 0 < sum(order["customer"] is None for order in orders) < len(orders) / 2
    assert max(ordered.values()) > 1


def test_lines_are_products_and_refunds_are_lines_of_their_order(simulation: Simulation) -> None:
    products = {product["id"]: {variant["id"] for variant in product["variants"]} for product in simulation.newest("shopify", "products")}
    orders = {order["id"]: order for order in simulation.newest("shopify", "orders")}
    assert all(line["variant_id"] in products[line["product_id"]] for order in orders.values() for line in order["line_items"])
    refunds = simulation.newest("shopify", "order_refunds")
    assert refunds
    for refund in refunds:
        lines = {line["id"]: line["quantity"] for line in orders[refund["order_id"]]["line_items"]}
        assert all(0 < part["quantity"] <= lines[part["line_item_id"]] for part in refund["refund_line_items"])


def test_orders_hold_their_refunds_and_transactions_their_money(simulation: Simulation) -> None:
    orders = simulation.newest("shopify", "orders")
    refunds = {refund["id"]: refund for refund in simulation.newest("shopify", "order_refunds")}
    nested = {refund["id"]: {**refund, "shop_url": "tyrell-corp"} for order in orders for refund in order["refunds"]}
    assert nested == refunds
    transactions = {transaction["id"]: transaction for transaction in simulation.newest("shopify", "transactions")}
    for refund in refunds.values():
        (repayment,) = refund["transactions"]
        assert transactions[repayment["id"]]["amount"] == repayment["amount"]
        assert transactions[repayment["parent_id"]]["order_id"] == refund["order_id"]


def test_instagram_serves_the_same_account_and_its_own_part_of_the_report(simulation: Simulation) -> None:
    for shared in ("campaigns", "ad_sets", "ads"):
        assert simulation.records("instagram_ads", shared) == simulation.records("facebook_ads", shared)
    rows = simulation.records("facebook_ads", "ads_insights_platform_and_device")
    own = [row for row in rows if row["publisher_platform"] == "instagram"]
    assert simulation.records("instagram_ads", "ads_insights_platform_and_device") == own
    assert 0 < len(own) < len(rows)


def test_ads_hang_together(simulation: Simulation) -> None:
    ad_sets = {ad_set["id"]: ad_set["campaign_id"] for ad_set in simulation.newest("facebook_ads", "ad_sets")}
    ads = {ad["id"]: (ad["campaign_id"], ad["adset_id"]) for ad in simulation.newest("facebook_ads", "ads")}
    assert all(ad_sets[ad_set] == campaign for campaign, ad_set in ads.values())
    assert {campaign["id"] for campaign in simulation.newest("facebook_ads", "campaigns")} == set(ad_sets.values())
    for row in simulation.records("facebook_ads", "ads_insights"):
        assert ads[row["ad_id"]] == (row["campaign_id"], row["adset_id"])


def test_a_purchase_follows_its_steps(simulation: Simulation) -> None:
    steps: dict[tuple[object, object], list[tuple[int, str]]] = {}
    for event in simulation.records("google_analytics", "events"):
        steps.setdefault(session_of(event), []).append((int(event["event_timestamp"]), event["event_name"]))
    funnel = ("session_start", "page_view", "view_item", "add_to_cart", "begin_checkout", "purchase")
    completed = [events for (client, _), events in steps.items() if client and events[-1][1] == "purchase"]
    assert completed
    for events in completed:
        names = [name for _, name in events]
        firsts = [names.index(name) for name in funnel]
        assert firsts == sorted(firsts)
    assert all(earlier <= later for events in completed for (earlier, _), (later, _) in pairwise(events))


def test_visitors_return_as_who_they_were(simulation: Simulation) -> None:
    numbers: dict[str, list[int]] = {}
    for event in simulation.records("google_analytics", "events"):
        if event["event_name"] == "session_start" and "user_pseudo_id" in event:
            numbers.setdefault(event["user_pseudo_id"], []).append(int(params(event)["ga_session_number"]))
    assert all(seen == list(range(1, len(seen) + 1)) for seen in numbers.values())
    assert 0.1 < sum(len(seen) > 1 for seen in numbers.values()) / len(numbers) < 0.5


def test_some_traffic_is_unpaid_and_some_without_consent(simulation: Simulation) -> None:
    events = simulation.records("google_analytics", "events")
    clicks = (event["session_traffic_source_last_click"]["manual_campaign"] for event in events)
    assert {"cpc", "organic", "(none)", "email", "referral"} == {click["medium"] for click in clicks}
    unknown = [event for event in events if "user_pseudo_id" not in event]
    assert 0 < len(unknown) < len(events) / 10
    assert all("ga_session_id" not in params(event) for event in unknown)


def session_of(event: dict[str, object]) -> tuple[object, object]:
    return event.get("user_pseudo_id"), params(event).get("ga_session_id")


def source_of(landing: str) -> str:
    return parse_qs(urlsplit(landing).query).get("utm_source", [""])[0]
