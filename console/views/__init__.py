"""The pages of the desk, one module per subject."""

from console.views import accounts, entrance, home, own_account, record

BLUEPRINTS = (entrance.pages, home.pages, own_account.pages, accounts.pages, record.pages)
