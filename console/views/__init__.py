"""The pages of the desk, one module per subject."""

from console.views import accounts, case, entrance, home, inbox, own_account, record

BLUEPRINTS = (
    entrance.pages,
    home.pages,
    inbox.pages,
    case.pages,
    own_account.pages,
    accounts.pages,
    record.pages,
)
