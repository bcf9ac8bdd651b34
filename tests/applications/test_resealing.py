"""Files after a change of keys."""

from lawang.applications import storage
from lawang.applications.resealing import reseal_files
from lawang.common.secretbox import new_key


def test_reseal_files__new_key__all_sealed_again_and_readable_without_the_old(
    tmp_path, settings
) -> None:
    settings.LAWANG_FILES = tmp_path
    names = storage.store([[f"photo {n}".encode()] for n in range(5)])
    (tmp_path / "litter").write_bytes(b"not sealed")
    assert sum(reseal_files(2)) == 0
    settings.LAWANG_FIELD_KEYS = f"t2:{new_key()},{settings.LAWANG_FIELD_KEYS}"
    assert sum(reseal_files(2)) == 5
    assert sum(reseal_files(2)) == 0
    settings.LAWANG_FIELD_KEYS = settings.LAWANG_FIELD_KEYS.partition(",")[0]
    assert [storage.read(name) for name in names] == [f"photo {n}".encode() for n in range(5)]
    assert len([path for path in tmp_path.rglob("*") if path.is_file()]) == 6
