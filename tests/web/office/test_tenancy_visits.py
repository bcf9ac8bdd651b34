"""Visits of another office at the desk (invariant 6); rows in addresses are in `test_tenancy`."""

from tests.web.visits.making import walked_in


def test_check_in__number_of_another_office__not_found(world, client) -> None:
    visit = walked_in()
    client.force_login(world.depok["front_desk"].user)
    page = client.post("/petugas/loket/datang/", {"kode": visit.label})
    assert page.status_code == 422
    assert "tidak ada hari ini" in page.content.decode()
