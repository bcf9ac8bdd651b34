"""Log lines open no door and name nobody."""

import logging
import sys

from lawang.common.discreet_log import DiscreetFormatter, discreet


def test_discreet__secret_in_a_link__struck_out():
    line = discreet("Not Found: /permohonan/Zk3-x_8fQw0aLmN2pQ4rTg/resi/")
    assert line == "Not Found: /permohonan/…/resi/"


def test_discreet__identity_number__masked():
    assert discreet("nik=3276014401900001.") == "nik=3276********0001."


def test_discreet__ordinary_paths_and_numbers__stay():
    line = "GET /dinsos-depok/antrean/ 200 1611021300000"
    assert discreet(line) == line


def test_formatter__traceback__masked_too():
    try:
        raise ValueError("3276014401900001")
    except ValueError:
        record = logging.LogRecord("x", logging.ERROR, "x", 1, "bad", (), sys.exc_info())
    assert "3276014401900001" not in DiscreetFormatter("%(message)s").format(record)
