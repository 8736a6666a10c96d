"""The embedded key is changed in two files; broken off between them, it goes on with the same."""

from pathlib import Path

from operate.home import Home


def test_broken_off_it_goes_on_with_the_key_it_had_begun_with(tmp_path: Path) -> None:
    (former, none) = Home.at(tmp_path).secret_keys()
    assert none == ""
    Home.at(tmp_path).begin_key_change()
    begun, still = Home.at(tmp_path).secret_keys()
    assert still == former
    assert begun not in {former, ""}
    again = Home.at(tmp_path)
    again.begin_key_change()
    assert again.secret_keys() == (begun, former)
    again.finish_key_change()
    assert Home.at(tmp_path).secret_keys() == (begun, "")
    assert not (tmp_path / "secret-key.new").exists()
