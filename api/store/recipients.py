"""Who is to be told (收件人): people by role and agency."""

from api.store.sqlite import Row, Store


def holding(store: Store, role: str, agency_id: int) -> list[Row]:
    """Who holds a role that reaches the agency, with the rank of the agency through which it does; nearest first."""
    return store.rows(
        "SELECT DISTINCT people.id, people.name, people.email, agencies.rank FROM grants"
        " JOIN agency_ancestors ON agency_ancestors.ancestor_id = grants.agency_id"
        " JOIN agencies ON agencies.id = grants.agency_id JOIN people ON people.id = grants.person_id"
        " WHERE agency_ancestors.agency_id = :agency_id AND grants.role = :role AND grants.ended_at IS NULL"
        " AND people.disabled_at IS NULL ORDER BY people.id",
        role=role, agency_id=agency_id,
    )  # fmt: skip
