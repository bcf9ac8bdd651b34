"""Sealing: what goes in comes out, only here, only unchanged, only with the key."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lawang.common.secretbox import BadKeys, CannotOpen, SecretBox, new_key, read_keys

OLD = read_keys(f"2020:{new_key()}")
NEW = read_keys(f"2021:{new_key()}")
BOX = SecretBox(NEW | OLD)
NIK = "3276011708900001"


@given(content=st.binary(), bind=st.text(min_size=1).filter(lambda text: "\0" not in text))
def test_open_sealed__same_place__gives_back_the_content(content, bind):
    assert BOX.open_sealed(BOX.seal(content, bind=bind), bind=bind) == content


@given(pieces=st.lists(st.binary()))
def test_seal_pieces__joined__opens_like_any_other(pieces):
    sealed = b"".join(BOX.seal_pieces(pieces, bind="paper.file"))
    assert BOX.open_sealed(sealed, bind="paper.file") == b"".join(pieces)


@given(st.text())
def test_open_text__any_text__comes_back(text):
    assert BOX.open_text(BOX.seal(text, bind="person.name"), bind="person.name") == text


def test_seal__same_text_twice__looks_different_and_shows_nothing():
    one, other = BOX.seal(NIK, bind="person.nik"), BOX.seal(NIK, bind="person.nik")
    assert one != other
    assert NIK.encode() not in one


def test_open_sealed__in_another_column__does_not_open():
    with pytest.raises(CannotOpen):
        BOX.open_sealed(BOX.seal(NIK, bind="person.nik"), bind="person.kk")


def test_open_sealed__any_changed_or_missing_byte__does_not_open():
    sealed = BOX.seal(NIK, bind="person.nik")
    for place in range(len(sealed)):
        changed = sealed[:place] + bytes([sealed[place] ^ 1]) + sealed[place + 1 :]
        for bad in (changed, sealed[:place]):
            with pytest.raises(CannotOpen):
                BOX.open_sealed(bad, bind="person.nik")


@given(st.binary())
def test_open_sealed__any_bytes__are_refused(content):
    with pytest.raises(CannotOpen):
        BOX.open_sealed(content, bind="person.nik")


def test_rotation__old_seal__opens_is_noticed_and_found():
    before = SecretBox(OLD)
    sealed, index = before.seal(NIK, bind="p.nik"), before.blind(NIK, bind="p.nik")
    assert BOX.open_text(sealed, bind="p.nik") == NIK
    assert BOX.needs_rotation(sealed)
    assert not BOX.needs_rotation(BOX.seal(NIK, bind="p.nik"))
    assert index in BOX.blinds(NIK, bind="p.nik")
    with pytest.raises(CannotOpen, match="2020"):
        SecretBox(NEW).open_sealed(sealed, bind="p.nik")


def test_blind__is_equal_only_for_the_same_text_place_and_key():
    index = BOX.blind(NIK, bind="p.nik")
    assert index == BOX.blind(NIK, bind="p.nik") == BOX.blinds(NIK, bind="p.nik")[0]
    assert index != BOX.blind(NIK, bind="p.kk")
    assert index != BOX.blind(NIK[:-1] + "2", bind="p.nik")
    assert BOX.blind("b", bind="a") != BOX.blind("", bind="ab")
    assert index.split(":")[1] not in {
        i.split(":")[1] for i in SecretBox(OLD).blinds(NIK, bind="p.nik")
    }
    assert len(index) <= 60


@pytest.mark.parametrize(
    ("keys", "says"),
    [
        ({}, "No field key"),
        ({"a": b"short"}, "5 bytes"),
        ({"a": bytes(32)}, "not random"),
        ({"a": b"0123456789012345" * 2}, "not random"),
        ({"Kunci 1": bytes(range(32))}, "Key id"),
        ({"a": bytes(range(32)), "b": bytes(range(32))}, "same key"),
    ],
)
def test_secret_box__missing_or_weak_key__refuses_plainly(keys, says):
    with pytest.raises(BadKeys, match=says):
        SecretBox(keys)


def test_read_keys__both_base64_alphabets__first_one_seals():
    keys = read_keys("b:" + "-_" * 21 + "8=, a:" + "+/" * 21 + "8=")
    assert list(keys) == ["b", "a"]
    assert keys["a"] == keys["b"]


@pytest.mark.parametrize("text", ["", "kunci", "a:?", "a:AAAA,a:AAAA"])
def test_read_keys__not_keys__refuses_plainly(text):
    with pytest.raises(BadKeys):
        read_keys(text)
