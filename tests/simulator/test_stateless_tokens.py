"""Tokens for channel id and secret, as LINE issues them."""

from __future__ import annotations

import pytest
from linebot.v3.messaging import ApiClient, Configuration, MessagingApi
from linebot.v3.messaging.exceptions import UnauthorizedException
from linebot.v3.oauth import ApiClient as OauthClient
from linebot.v3.oauth import ChannelAccessToken
from linebot.v3.oauth import Configuration as OauthConfiguration
from linebot.v3.oauth.exceptions import ApiException


@pytest.fixture
def issue(line_address):
    """Asks for a token with line-bot-sdk."""
    with OauthClient(OauthConfiguration(host=line_address)) as client:
        yield lambda channel_id="2000000000", secret="a secret": ChannelAccessToken(
            client
        ).issue_stateless_channel_token_by_client_secret(client_id=channel_id, client_secret=secret)


def bot_info(line_address, token):
    with ApiClient(Configuration(access_token=token, host=line_address)) as client:
        return MessagingApi(client).get_bot_info()


def test_a_channel_gets_tokens_of_fifteen_minutes_and_any_number_of_them(issue, town, line_address):
    first, second = issue(), issue()
    assert (first.token_type, first.expires_in) == ("Bearer", 900)
    assert first.access_token != second.access_token
    assert bot_info(line_address, first.access_token).user_id == bot_info(line_address, second.access_token).user_id


def test_a_token_that_came_to_its_end_is_taken_no_more(issue, town, line_address):
    token = issue().access_token
    town.clock.passes(seconds=899)
    assert bot_info(line_address, token)
    town.clock.passes(seconds=1)
    with pytest.raises(UnauthorizedException):
        bot_info(line_address, token)


@pytest.mark.parametrize("wrong", [{"channel_id": "1"}, {"secret": "another secret"}, {"secret": ""}])
def test_whoever_does_not_know_the_secret_gets_none(issue, town, wrong):
    with pytest.raises(ApiException) as refused:
        issue(**wrong)
    assert "invalid_client" in refused.value.body
    assert town.platform.stateless_tokens.issued == 0


def test_neither_secret_nor_token_stands_in_the_traffic(issue, town):
    token = issue().access_token
    shown = town.client.get("/simulator/updates?since=0").text
    assert token not in shown
    assert "a secret" not in shown
