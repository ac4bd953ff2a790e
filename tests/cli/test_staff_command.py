"""``koe staff``: an account is for a section that there is."""

from __future__ import annotations


def test_an_account_for_a_section_the_city_does_not_have_is_refused_with_those_it_has(run, city_file):
    city_file.write_text(
        city_file.read_text("utf-8") + '[[department]]\nname = "建設課"\n[[department]]\nname = "福祉課"\n'
    )
    refused = run("staff", "add", "hana", "--role", "担当", "--department", "建設か")
    assert refused.exit_code == 1
    assert refused.stderr.strip().endswith("建設課、福祉課")
    assert run("staff", "add", "hana", "--role", "担当", "--department", "建設課").exit_code == 0
