"""Google Analytics 4: the raw events of its BigQuery export (``events_YYYYMMDD``).

An event has no id of its own. Whole numbers may be text (exports to JSON write 64-bit integers so), times are microseconds since
1970 in UTC, ``event_date`` is a day in the property's time zone, amounts are numbers in major units. Parameters are an array of
``{key, value: {string_value, int_value, float_value, double_value}}``, of which one value is set. Events without a session's number
are outside of sessions: servers send such over the Measurement Protocol.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import ibis
import ibis.expr.types as ir
from ibis import _

from contracts.devices import operating_system
from contracts.entities.event import Event
from contracts.identity import composed
from contracts.kinds import Json, Unit
from contracts.nested import amount, elements, looked_up, part
from contracts.origins import google_click, origin
from contracts.source import Api, Source
from contracts.units import instant

_BATCH = ("user_pseudo_id", "event_timestamp", "event_name", "event_bundle_sequence_id")
"""What the events of one name that a device sent at once have in common."""

_NOT_SET = "(not set)"
"""How Google Analytics spells nothing."""

_PARAMETER = "struct<string_value: string, int_value: string, float_value: string, double_value: string>"
_COLLECTED = "struct<manual_source: string, manual_medium: string, manual_campaign_name: string, gclid: string>"
_LAST_CLICK = "struct<source: string, medium: string, campaign_name: string>"
_PLACE = "struct<country: string, region: string, city: string>"
_DEVICE = "struct<category: string, operating_system: string, browser: string, web_info: struct<browser: string>>"
_ECOMMERCE = "struct<purchase_revenue: string, transaction_id: string>"


def _parameters(event_params: Any) -> Any:
    """Event parameters as pairs of key and text, whichever of a parameter's values is set."""
    return elements(event_params, key="string", value=_PARAMETER).map(
        lambda parameter: ibis.struct({"key": parameter["key"], "value": _set_value(parameter["value"])})
    )


def _set_value(value: Any) -> Any:
    return ibis.coalesce(value.string_value, value.int_value, value.float_value, value.double_value)


def _opened(events: ir.Table) -> ir.Table:
    """Events with their parameters and purchase read, and the origin of the visit as of the event.

    The origin is taken whole from the first place that has one: what the event itself collected, then the last click of its
    session. ``traffic_source`` is none of them: it is the user's first touch, however long ago.
    """
    read = events.mutate(
        parameters=_parameters(events.event_params),
        collected=events.collected_traffic_source.try_cast(_COLLECTED),
        manual=part(events.session_traffic_source_last_click, "manual_campaign", _LAST_CLICK),
        cross_channel=part(events.session_traffic_source_last_click, "cross_channel_campaign", _LAST_CLICK),
        purchase=events.ecommerce.try_cast(_ECOMMERCE),
        place=events.geo.try_cast(_PLACE),
        used=events.device.try_cast(_DEVICE),
    )
    origins = (
        origin(read.collected.manual_source, read.collected.manual_medium, read.collected.manual_campaign_name),
        origin(*(looked_up(read.parameters, key) for key in ("source", "medium", "campaign"))),
        origin(read.manual.source, read.manual.medium, read.manual.campaign_name),
        origin(read.cross_channel.source, read.cross_channel.medium, read.cross_channel.campaign_name),
        google_click(read.collected.gclid),
    )
    return read.mutate(origin=ibis.coalesce(*origins), identity=_identity(read))


def _identity(events: ir.Table) -> ir.Value:
    """An event is told from others of its batch by its place there; exports before 2024 tell none: by its parameters, in any order."""
    said = events.parameters.map(lambda pair: pair["key"].fill_null("") + "=" + pair["value"].fill_null("")).sort().join("&")
    place = ibis.coalesce(events.batch_event_index.cast("string"), said.nullif("").hexdigest("md5"))
    return composed(*(events[column] for column in _BATCH), place)


class GoogleAnalyticsEvent(
    Source,
    api=Api("google_analytics_api_v1", ("google_analytics",)),
    object="events",
    key=(*_BATCH, "batch_event_index", "event_params"),
    cursor="event_date",
    known_as=("bq-results-*", "bquxjob_*"),
):
    """An event; the export of a day is rewritten for up to 72 hours."""

    # the event
    event_date: date | None = None
    event_timestamp: int | None = None
    event_name: str | None = None
    event_params: Json | None = None
    event_previous_timestamp: int | None = None
    event_value_in_usd: Decimal | None = None
    event_bundle_sequence_id: int | None = None
    event_server_timestamp_offset: int | None = None
    event_dimensions: Json | None = None
    batch_event_index: int | None = None
    batch_page_id: int | None = None
    batch_ordering_id: int | None = None
    # the user
    user_id: str | None = None
    user_pseudo_id: str | None = None
    user_properties: Json | None = None
    user_first_touch_timestamp: int | None = None
    user_ltv: Json | None = None
    is_active_user: bool | None = None
    privacy_info: Json | None = None
    # where and on what
    device: Json | None = None
    geo: Json | None = None
    app_info: Json | None = None
    stream_id: str | None = None
    platform: str | None = None
    publisher: Json | None = None
    # where the visit came from
    collected_traffic_source: Json | None = None
    session_traffic_source_last_click: Json | None = None
    traffic_source: Json | None = None
    # commerce
    ecommerce: Json | None = None
    items: Json | None = None

    feeds = (
        Event.mapping(
            rows=_opened,
            event_id=_.identity,
            event_occurred_at=instant(_.event_timestamp, Unit.MICROSECONDS),
            event_name=_.event_name,
            event_platform_name=_.event_name,
            event_user_id=_.user_id,
            event_visitor_id=_.user_pseudo_id,
            event_device_id=_.user_pseudo_id,
            event_vendor_session_id=_.user_pseudo_id + "." + looked_up(_.parameters, "ga_session_id"),
            event_is_outside_sessions=looked_up(_.parameters, "ga_session_id").isnull(),
            event_page_location=looked_up(_.parameters, "page_location"),
            event_page_title=looked_up(_.parameters, "page_title"),
            event_page_referrer=looked_up(_.parameters, "page_referrer").nullif(""),
            event_source=_.origin.source,
            event_medium=_.origin.medium,
            event_campaign=_.origin.campaign,
            event_country=_.place.country,
            event_region=_.place.region.nullif(""),
            event_city=_.place.city.nullif(""),
            event_device_category=_.used.category,
            event_operating_system=ibis.coalesce(operating_system(_.used.operating_system), _.used.operating_system.nullif("")),
            event_browser=ibis.coalesce(_.used.web_info.browser.nullif(""), _.used.browser.nullif("")),
            event_app_version=part(_.app_info, "version").nullif(""),
            event_transaction_id=ibis.coalesce(
                _.purchase.transaction_id.nullif(_NOT_SET), looked_up(_.parameters, "transaction_id").nullif(_NOT_SET)
            ),
            event_revenue=ibis.coalesce(
                amount(_.purchase.purchase_revenue),
                (_.event_name == "purchase").ifelse(amount(looked_up(_.parameters, "value")), ibis.null("decimal(28, 9)")),
            ),
            event_currency=looked_up(_.parameters, "currency").upper(),
        ),
    )
