"""Meta's ad creatives."""

from __future__ import annotations

from contracts.kinds import Json
from contracts.sources.meta.api import Meta


class MetaAdCreative(Meta, object="ad_creatives", key="id", known_as=("adcreatives",)):
    """What people see of an ad: its text, picture or video, and link; Meta tells no time of its changes."""

    # identity
    id: str | None = None
    account_id: str | None = None
    actor_id: str | None = None
    name: str | None = None
    status: str | None = None
    adlabels: Json | None = None
    # what people see
    object_type: str | None = None
    title: str | None = None
    body: str | None = None
    call_to_action_type: str | None = None
    asset_feed_spec: Json | None = None
    # picture and video
    image_url: str | None = None
    image_hash: str | None = None
    image_crops: Json | None = None
    thumbnail_url: str | None = None
    thumbnail_data_url: str | None = None
    video_id: str | None = None
    # the post that it is
    object_id: str | None = None
    object_story_id: str | None = None
    object_story_spec: Json | None = None
    effective_object_story_id: str | None = None
    effective_instagram_media_id: str | None = None
    source_instagram_media_id: str | None = None
    instagram_user_id: str | None = None
    instagram_permalink_url: str | None = None
    # where it leads
    link_url: str | None = None
    link_og_id: str | None = None
    object_url: str | None = None
    url_tags: str | None = None
    template_url: str | None = None
    template_url_spec: Json | None = None
    product_set_id: str | None = None
    applink_treatment: str | None = None
