"""The documents' own small questions."""

from indicators.model import Agency, Funding, FundingRow, Plan, Project, Source


def test_a_document_is_called_by_its_project_else_by_its_agency() -> None:
    agency = Agency("某单位")
    assert Plan(2024, "某省", agency, ()).name == "某单位"
    assert Plan(2024, "某省", agency, (), project=Project("某项目")).name == "某项目"


def test_the_funding_has_a_row_for_each_source_or_none() -> None:
    total = FundingRow(Source.TOTAL)
    funding = Funding((FundingRow(Source.OTHER), total))
    assert funding.total is total and funding.row(Source.CARRIED_OVER) is None
