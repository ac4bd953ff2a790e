"""The pages of the desk, one module per subject."""

from console.views import (
    accounts,
    case,
    entering,
    entrance,
    hall,
    home,
    inbox,
    inquiry,
    keeping,
    own_account,
    photos,
    practising,
    publishing,
    record,
    reply,
    stopping,
)

BLUEPRINTS = (
    entrance.pages,
    home.pages,
    inbox.pages,
    case.pages,
    inquiry.pages,
    reply.pages,
    publishing.pages,
    entering.pages,
    photos.pages,
    hall.pages,
    keeping.pages,
    stopping.pages,
    practising.pages,
    own_account.pages,
    accounts.pages,
    record.pages,
)
