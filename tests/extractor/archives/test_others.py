"""Tar, gzip, RAR and 7z archives, by the library and by programs: the same members whatever opened them."""

from __future__ import annotations

import gzip
import io
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

import pytest

from extractor.archives import foreign, tarred, tools
from extractor.errors import LimitError, UnreadableError
from extractor.reading import from_bytes, unwrap

FILES = {"决算/说明.txt": "2023年度收入合计5万元。".encode() * 400, "附表.csv": b"1,2\n", "空.txt": b""}
SEVEN = next(filter(None, map(shutil.which, ("7z", "7zz", "7za"))), None)


def opened(data, path="公开.dat"):
    return list(unwrap(from_bytes(data, path=path)))


def taken(found):
    return {one.member: one.data for one in found}


def tarball(files, mode="w", form=tarfile.GNU_FORMAT, encoding="utf-8") -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode=mode, format=form, encoding=encoding) as archive:
        for name, data in files.items():
            info = tarfile.TarInfo(name)
            info.size = len(data)
            archive.addfile(info, io.BytesIO(data))
    return out.getvalue()


@pytest.fixture
def sevened(tmp_path):
    """Return what writes an archive by 7-Zip."""
    if SEVEN is None:
        pytest.skip("7-Zip is not installed")

    def write(*options: str, files=FILES) -> bytes:
        for name, data in files.items():
            (tmp_path / "in" / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / "in" / name).write_bytes(data)
        out = tmp_path / "out.7z"
        subprocess.run(  # noqa: S603 - the program that was found, arguments of this test
            [SEVEN, "a", *options, str(out), *sorted({name.split("/")[0] for name in files})],
            cwd=tmp_path / "in",
            check=True,
            capture_output=True,
        )
        return out.read_bytes()

    return write


@pytest.fixture(params=["library", "7-Zip", "bsdtar"])
def way(request, monkeypatch, tmp_path):
    """Leave one way to open RAR and 7z archives."""
    if request.param == "library":
        pytest.importorskip("libarchive", reason="the library is not installed")
        monkeypatch.setattr(tools, "ways", tuple)
        return request.param
    monkeypatch.setattr(foreign, "_library", lambda: None)
    if request.param == "7-Zip":
        if SEVEN is None:
            pytest.skip("7-Zip is not installed")
        only(monkeypatch, "7z", SEVEN)
    else:
        pytest.importorskip("libarchive", reason="the library is not installed")
        only(monkeypatch, "bsdtar", bsdtar(tmp_path))
    return request.param


def only(monkeypatch, wanted, program):
    monkeypatch.setattr(shutil, "which", lambda name, **_: program if name == wanted else None)


def bsdtar(folder) -> str:
    """Write a program that does what bsdtar does when it is asked for the members of an archive as a tar archive."""
    if sys.platform == "win32":
        pytest.skip("a program cannot be a script here")
    path = folder / "bsdtar"
    path.write_text(
        f"#!{sys.executable}\nimport io, sys, tarfile, libarchive\n"
        "assert sys.argv[1:5] == ['-c', '-f', '-', '--format=pax'] and sys.argv[5][0] == '@'\n"
        "out = tarfile.open(fileobj=sys.stdout.buffer, mode='w|')\n"
        "with libarchive.file_reader(sys.argv[5][1:]) as archive:\n"
        "    for entry in archive:\n"
        "        data = b''.join(map(bytes, entry.get_blocks()))\n"
        "        info = tarfile.TarInfo(entry.pathname)\n"
        "        info.size, info.type = len(data), tarfile.DIRTYPE if entry.isdir else tarfile.REGTYPE\n"
        "        out.addfile(info, io.BytesIO(data))\n"
        "out.close()\n",
        encoding="utf-8",
    )
    path.chmod(0o755)
    return str(path)


@pytest.fixture
def traces(tmp_path, monkeypatch):
    """Watch the folder for temporary files, and what lies around it."""
    private = tmp_path / "private"
    private.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(private))
    monkeypatch.chdir(private)
    return private


@pytest.mark.parametrize("options", [(), ("-ms=off", "-mx=0"), ("-t7z", "-m0=PPMd")])
def test_7z_gives_its_files_by_any_way(sevened, way, traces, options):
    assert way
    assert taken(opened(sevened(*options))) == FILES
    assert list(traces.iterdir()) == []


def test_rar_gives_its_files_by_any_way(rared, way, traces):
    if way == "7-Zip":
        pytest.skip("7-Zip reads RAR only where its codec for it is installed")
    files = {**FILES, "../../climbing.txt": b"1"}
    assert taken(opened(rared(files))) == {**FILES, "climbing.txt": b"1"}
    assert list(traces.iterdir()) == []


def test_7z_with_a_password_says_so(sevened, way):
    if way == "bsdtar":
        pytest.skip("the stand-in for bsdtar knows no passwords")
    found = {one.member: one for one in opened(sevened("-psecret"))}
    assert found.keys() == FILES.keys()
    assert all(isinstance(found[name], UnreadableError) for name in ("决算/说明.txt", "附表.csv"))
    assert "密码" in str(found["决算/说明.txt"])


def test_7z_with_hidden_names_says_so(sevened, way):
    (error,) = opened(sevened("-psecret", "-mhe=on"))
    assert isinstance(error, UnreadableError)
    assert "密码" in str(error) or way == "bsdtar"


def test_a_damaged_7z_names_what_is_lost(sevened, way):
    data = bytearray(sevened("-mx=0", "-ms=off"))
    data[data.find("收入合计".encode())] ^= 0xFF
    found = opened(bytes(data))
    if way != "bsdtar":  # the stand-in knows no checksums
        assert [one.member for one in found if isinstance(one, UnreadableError)] == ["决算/说明.txt"]
        assert sum(not isinstance(one, UnreadableError) for one in found) == 2
    (error,) = opened(bytes(data)[: len(data) // 2])
    assert isinstance(error, UnreadableError)


def test_leaving_early_leaves_nothing_behind(sevened, way, traces):
    assert way
    iterator = unwrap(from_bytes(sevened(), path="公开.7z"))
    assert next(iterator).data in FILES.values()
    iterator.close()
    assert list(traces.iterdir()) == []


def test_names_the_library_does_not_know_are_asked_of_a_program(sevened, monkeypatch):
    pytest.importorskip("libarchive", reason="the library is not installed")
    monkeypatch.setattr(foreign, "_name", lambda _: "")  # as under a locale without Chinese
    assert taken(opened(sevened())) == FILES
    only(monkeypatch, "", "")
    assert sorted(taken(opened(sevened()))) == ["未命名", "未命名(2)", "未命名(3)"]


def test_without_any_program_the_error_says_what_to_install(monkeypatch):
    monkeypatch.setattr(foreign, "_library", lambda: None)
    only(monkeypatch, "", "")
    (error,) = opened(b"7z\xbc\xaf\x27\x1c" + bytes(100))
    assert isinstance(error, UnreadableError)
    assert "7-Zip" in str(error)


@pytest.mark.parametrize("form", [tarfile.GNU_FORMAT, tarfile.PAX_FORMAT, tarfile.USTAR_FORMAT])
@pytest.mark.parametrize("mode", ["w", "w:gz"])
def test_tar_gives_its_files(form, mode):
    assert taken(opened(tarball(FILES, mode, form))) == FILES


def test_tar_with_names_in_gbk():
    assert taken(opened(tarball(FILES, encoding="gbk"))) == FILES


def test_a_link_in_a_tar_is_named_and_never_followed():
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as archive:
        link = tarfile.TarInfo("决算.txt")
        link.type, link.linkname = tarfile.SYMTYPE, os.fspath(Path(__file__))
        archive.addfile(link)
        archive.addfile(tarfile.TarInfo("folder/b.txt"))
    error, empty = opened(out.getvalue())
    assert isinstance(error, UnreadableError)
    assert (error.member, empty.data) == ("决算.txt", b"")


def test_one_file_under_gzip_has_the_name_of_the_archive():
    (found,) = opened(gzip.compress(FILES["决算/说明.txt"]), path="公开/说明.txt.gz")
    assert (found.member, found.data) == ("说明.txt", FILES["决算/说明.txt"])


@pytest.mark.parametrize("part", [20, 150])
def test_a_tarball_cut_off_is_an_error(part):
    noise = {"a.bin": os.urandom(5000)}
    found = opened(tarball(noise, "w:gz")[:part])
    assert [type(one) for one in found] == [UnreadableError]


def test_what_is_skipped_is_counted(monkeypatch):
    monkeypatch.setattr(tarred, "MAX_TOTAL", 1_000_000)
    found = opened(tarball({"a.bin": bytes(300_000), ".hidden": bytes(2_000_000), "c.txt": b"1"}, "w:gz"))
    assert [type(one).__name__ for one in found] == ["Source", "LimitError"]


def test_long_headers_are_not_read(monkeypatch):
    monkeypatch.setattr(tarred, "_HEADERS", 100_000)
    found = opened(tarball({"a" * 5_000_000: b"1"}, "w:gz"))
    assert [type(one) for one in found] == [LimitError]
