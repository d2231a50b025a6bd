"""A receipt: the same bytes for the same check, the same outcomes when it is replayed, and every change seen."""

import json
import shlex
import shutil
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from rdflib import Graph, URIRef
from rdflib.namespace import PROV
from test_law_is_data import HEAD, LAW, PACK

from checker import api
from checker.cli import main
from checker.document import document
from checker.pack import load
from checker.pack.folders import pack_files
from checker.receipt import limits
from checker.receipt.compared_law import command
from checker.receipt.manifest import from_json
from checker.reports.verification_text import verification_text

ROOT = Path(__file__).resolve().parent.parent
AS_OF = "2026-11-23"
ROWS = """id,sender,recipient,purpose,ground,data_categories,start_date,encrypted,authenticated,authorised
E1,CIZ,NZA,onderzoek,Wet onderzoek zorg 1,indicatie-soort,2025-01-01,ja,ja,ja
E2,CIZ,SVB,kinderbijslag,Wlz 9.1.3a lid 1,BSN,2026-01-01,ja,ja,
"""
WAIVERS = """waivers:
  - exchange: E1
    rule: GR202
    reason: De wet komt eraan
    owner: Team gegevens
    approved_by: Functionaris gegevensbescherming
    date: 2026-11-01
    until: 2027-06-30
"""


def run(*words: object) -> Result:
    result = CliRunner().invoke(main, [str(word) for word in words])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result


def verified(receipt: Path) -> dict[str, object]:
    result = run("verify", receipt, "--format", "json")
    assert result.exit_code in (0, 1), result.output
    found: dict[str, object] = json.loads(result.stdout)
    assert (result.exit_code == 0) is found["ok"]
    return found


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A registry, an overlay, and the receipt of a check of the one by the other."""
    made = tmp_path_factory.mktemp("receipt")
    law = made / "research"
    law.mkdir()
    (law / "pack.ttl").write_text(HEAD + PACK, encoding="utf-8")
    (law / "law.ttl").write_text(HEAD + LAW, encoding="utf-8")
    (made / "register.csv").write_text(ROWS, encoding="utf-8")
    (made / "parties.csv").write_text("naam,rol\nKantoor West,ZORGKANTOOR\n", encoding="utf-8")
    check(made, made / "receipt.zip")
    return made


def check(folder: Path, receipt: Path, *more: str) -> None:
    words = ("--pack", folder / "research", "--parties", folder / "parties.csv", "--as-of", AS_OF)
    result = run("check", folder / "register.csv", *words, *more, "--receipt", receipt)
    assert result.exit_code in (0, 1), result.output


def rewritten(receipt: Path, target: Path, change: Callable[[dict[str, bytes]], object]) -> Path:
    """A copy of a receipt of which the parts were changed, as a zip tool would leave it."""
    with zipfile.ZipFile(receipt) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return target


def test_the_same_check_gives_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    check(folder, tmp_path / "again.zip")
    assert (tmp_path / "again.zip").read_bytes() == (folder / "receipt.zip").read_bytes()


def test_a_receipt_replays_when_all_it_was_made_of_is_gone(folder: Path, tmp_path: Path) -> None:
    shutil.copytree(folder, tmp_path / "gone")
    check(tmp_path / "gone", tmp_path / "receipt.zip")
    shutil.rmtree(tmp_path / "gone")
    found = verified(tmp_path / "receipt.zip")
    assert found["whole"] and found["same"] and found["to_the_letter"]
    assert found["exchanges"] == 2
    assert found["installed_pack"] == {"same": True, "files": []}


def test_what_a_check_left_out_is_left_out_again(folder: Path, tmp_path: Path) -> None:
    check(folder, tmp_path / "receipt.zip", "--no-onward")
    found = verified(tmp_path / "receipt.zip")
    assert found["whole"] and found["same"] and found["to_the_letter"]


def test_the_decisions_that_exchanges_lean_on_are_kept(tmp_path: Path) -> None:
    here, receipt = Path(__file__).parent, tmp_path / "receipt.zip"
    decisions, registry = here / "rules" / "decisions.csv", here / "rules" / "AF101" / "fail-rejected.csv"
    run("check", registry, "--decisions", decisions, "--as-of", AS_OF, "--receipt", receipt)
    found = verified(receipt)
    assert found["same"] and found["to_the_letter"]
    with zipfile.ZipFile(receipt) as archive:
        named = json.loads(archive.read("report.json"))["decisions"]
        hashed = sha256(decisions.read_bytes()).hexdigest()
        assert named == {"source": str(decisions), "sha256": hashed, "decisions": 4}
        assert archive.read("decisions.csv") == decisions.read_bytes()
        assert b"AF101" in archive.read("report.json")

    def adopt(parts: dict[str, bytes]) -> None:
        parts["decisions.csv"] = parts["decisions.csv"].replace(b",nee,AANBIEDERS,ZN;CIZ;CAK", b",ja,,")

    assert not verified(rewritten(receipt, tmp_path / "adopted.zip", adopt))["whole"]
    taken = run("check", registry, "--decisions", decisions, "--receipt", decisions)
    assert taken.exit_code == 2


def test_the_report_in_a_receipt_can_be_compared(folder: Path, tmp_path: Path) -> None:
    receipt, report = folder / "receipt.zip", tmp_path / "report.json"
    with zipfile.ZipFile(receipt) as archive:
        report.write_bytes(archive.read("report.json").replace(b"2026-11-23", b"2026-11-24", 1))
    said = run("diff", receipt, report, "--format", "json")
    assert said.exit_code == 0 and json.loads(said.stdout)["causes"] == ["date"]

    def put_away(parts: dict[str, bytes]) -> None:
        parts["report.json"] = parts["report.json"].replace(b'"E1"', b'"E9"')

    (tmp_path / "no.zip").write_bytes(b"PK\x03\x04 no zip file")
    changed = rewritten(receipt, tmp_path / "changed.zip", put_away)
    for name, told in ((changed, "grondslag verify"), (tmp_path / "no.zip", "is no receipt")):
        said = run("diff", name, report, "--lang", "en")
        assert said.exit_code == 2 and said.stdout == "" and told in said.stderr and said.stderr.count("\n") == 1


def test_the_manifest_is_told_in_prov(folder: Path) -> None:
    with zipfile.ZipFile(folder / "receipt.zip") as archive:
        names = set(archive.namelist())
        graph = Graph().parse(data=archive.read("manifest.json"), format="json-ld")
    [activity] = graph.subjects(URIRef("http://www.w3.org/1999/02/22-rdf-syntax-ns#type"), PROV.Activity)
    base = "https://w3id.org/grondslag/receipt/"
    told = {str(o).removeprefix(base) for p in (PROV.used, PROV.generated) for o in graph.objects(activity, p)}
    assert told == names - {"manifest.json", "SHA256SUMS"}
    assert {"registry/1.csv", "parties.csv", "report.json", "pack/research/law.ttl", "pack/ontology/pack.ttl"} <= told
    assert len(set(graph.objects(activity, PROV.wasAssociatedWith))) == 1


def test_every_part_that_is_changed_is_seen(folder: Path, tmp_path: Path) -> None:
    receipt = folder / "receipt.zip"
    for name in zipfile.ZipFile(receipt).namelist():

        def touch(parts: dict[str, bytes], name: str = name) -> None:
            parts[name] += b" "

        found = verified(rewritten(receipt, tmp_path / "changed.zip", touch))
        where = "manifest.json" if name == "SHA256SUMS" else name
        assert not found["whole"]
        assert found["changed"] == [{"path": where, "how": "changed"}]


def test_a_part_that_is_missing_or_added_is_seen(folder: Path, tmp_path: Path) -> None:
    receipt = folder / "receipt.zip"
    gone = rewritten(receipt, tmp_path / "gone.zip", lambda parts: parts.pop("registry/1.csv"))
    assert verified(gone)["changed"] == [{"path": "registry/1.csv", "how": "missing"}]
    more = rewritten(receipt, tmp_path / "more.zip", lambda parts: parts.update({"pack/research/more.ttl": b""}))
    assert verified(more)["changed"] == [{"path": "pack/research/more.ttl", "how": "added"}]


def test_bytes_flipped_inside_the_archive_are_seen(folder: Path, tmp_path: Path) -> None:
    data = bytearray((folder / "receipt.zip").read_bytes())
    with zipfile.ZipFile(folder / "receipt.zip") as archive:
        at = archive.getinfo("report.json").header_offset + 200
    data[at] ^= 0xFF
    (tmp_path / "flipped.zip").write_bytes(data)
    assert verified(tmp_path / "flipped.zip")["changed"] == [{"path": "report.json", "how": "changed"}]


def with_hashes(parts: dict[str, bytes]) -> None:
    """Make the hashes fit again, as one would who knows how."""
    manifest = json.loads(parts["manifest.json"])
    for entity in [*manifest["used"], *manifest["generated"]]:
        data = parts[entity["path"]]
        entity |= {"sha256": sha256(data).hexdigest(), "bytes": len(data)}
    parts["manifest.json"] = (json.dumps(manifest, ensure_ascii=False, indent=2) + "\n").encode()
    lines = [f"{one['sha256']}  {one['path']}\n" for one in [*manifest["used"], *manifest["generated"]]]
    lines.append(f"{sha256(parts['manifest.json']).hexdigest()}  manifest.json\n")
    parts["SHA256SUMS"] = "".join(lines).encode()


def test_a_report_that_was_made_up_is_told_by_the_replay(folder: Path, tmp_path: Path) -> None:
    def lie(parts: dict[str, bytes]) -> None:
        report = json.loads(parts["report.json"])
        assert report["exchanges"][1]["verdict"] != "no-objection"
        report["exchanges"][1]["verdict"] = "no-objection"
        parts["report.json"] = json.dumps(report).encode()
        with_hashes(parts)

    found = verified(rewritten(folder / "receipt.zip", tmp_path / "lie.zip", lie))
    assert found["whole"] and not found["same"]
    assert isinstance(found["differences"], list)
    assert [(one["id"], one["field"], one["then"]) for one in found["differences"]] == [
        ("E2", "verdict", "no-objection")
    ]
    text = run("verify", tmp_path / "lie.zip", "--lang", "en").output
    assert "E2, row 3, verdict: no finding" in " ".join(text.split())


def told_in_report(parts: dict[str, bytes], place: int, data: bytes) -> None:
    """Have the report say that it is about this registry."""
    report = json.loads(parts["report.json"])
    report["registries"][place]["sha256"] = sha256(data).hexdigest()
    parts["report.json"] = json.dumps(report).encode()


def test_a_registry_and_report_that_were_made_to_fit_are_told_by_the_replay(folder: Path, tmp_path: Path) -> None:
    def lie(parts: dict[str, bytes]) -> None:
        parts["registry/1.csv"] = parts["registry/1.csv"].replace(b"E1,CIZ,NZA", b"E1,CIZ,SVB")
        told_in_report(parts, 0, parts["registry/1.csv"])
        with_hashes(parts)

    found = verified(rewritten(folder / "receipt.zip", tmp_path / "lie.zip", lie))
    assert found["whole"] and not found["same"]
    assert isinstance(found["differences"], list)
    assert {one["id"] for one in found["differences"]} == {"E1", ""}
    assert {"verdict", "reading", "finding"} <= {one["field"] for one in found["differences"]}


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [("registry/1.csv", b"SVB", b"CAK"), ("pack/research/law.ttl", b"2020-01-01", b"2026-12-31")],
)
def test_input_that_was_made_to_fit_does_not_fit_the_report(
    folder: Path, tmp_path: Path, part: str, old: bytes, new: bytes
) -> None:
    def lie(parts: dict[str, bytes]) -> None:
        parts[part] = parts[part].replace(old, new)
        with_hashes(parts)

    found = verified(rewritten(folder / "receipt.zip", tmp_path / "lie.zip", lie))
    assert not found["whole"]
    assert found["changed"] == [{"path": part if part.startswith("registry") else "pack", "how": "changed"}]


def test_another_engine_and_another_pack_are_told(folder: Path, tmp_path: Path) -> None:
    def older(parts: dict[str, bytes]) -> None:
        report, manifest = json.loads(parts["report.json"]), json.loads(parts["manifest.json"])
        report["generator"]["version"] = manifest["agent"]["version"] = "0.0.1"
        parts["report.json"], parts["manifest.json"] = json.dumps(report).encode(), json.dumps(manifest).encode()
        with_hashes(parts)

    found = verified(rewritten(folder / "receipt.zip", tmp_path / "older.zip", older))
    assert found["same"]
    assert isinstance(found["engine"], dict)
    assert found["engine"]["then"] == "0.0.1" != found["engine"]["now"]
    assert "grondslag 0.0.1 →" in run("verify", tmp_path / "older.zip").output


@pytest.mark.long
def test_another_pack_points_to_what_that_means(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    """The command that is told can be run as it stands; a pack of one's own builds on the installed one anyway."""
    monkeypatch.chdir(tmp_path)
    run("check", folder / "register.csv", "--as-of", AS_OF, "--receipt", "a receipt.zip")
    monkeypatch.setattr(
        "checker.receipt.verify.pack_files", lambda name: (name, {p: d + b"#" for p, d in pack_files(name)[1].items()})
    )
    found = verified(Path("a receipt.zip"))
    installed: Any = found["installed_pack"]
    assert not installed["same"] and installed["impact"] in verification_text(found, "en")
    unpack, impact = (shlex.split(part) for part in installed["impact"].split(" && "))
    subprocess.run([sys.executable, *unpack[1:]], check=True)
    told = json.loads(run(*impact[1:], "--format", "json", "--no-cache").stdout)
    assert (told["exchanges"], told["changed"]) == (2, 0)
    with zipfile.ZipFile(folder / "receipt.zip") as archive:
        manifest = from_json("", archive.read("manifest.json"))
    assert command(Path("receipt.zip"), manifest, frozenset({"ontology"})) == ""


@pytest.mark.long
def test_a_large_registry_keeps_a_table_of_all_exchanges(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("checker.batch.delimited.LARGE", 1_000)
    monkeypatch.setattr("checker.cli.streaming.FEW_BYTES", 1_000)
    header, one, two = ROWS.splitlines()
    rows = "\n".join([header, *(f"{row}".replace("E", f"E{n}-", 1) for n in range(200) for row in (one, two))]) + "\n"
    (tmp_path / "large.csv").write_text(rows, encoding="utf-8")
    receipt = tmp_path / "large.zip"
    run("check", tmp_path / "large.csv", "--as-of", AS_OF, "--receipt", receipt, "--no-cache")
    with zipfile.ZipFile(receipt) as archive:
        assert len(archive.read("verdicts.csv").splitlines()) == 401
    found = verified(receipt)
    assert found["same"] and found["exchanges"] == 400

    def lie(parts: dict[str, bytes]) -> None:
        parts["verdicts.csv"] = parts["verdicts.csv"].replace(b"E7-2,violation", b"E7-2,no-objection")
        parts["verdicts.csv"] = parts["verdicts.csv"].replace(b"E7-2,undetermined", b"E7-2,no-objection")
        with_hashes(parts)

    found = verified(rewritten(receipt, tmp_path / "lie.zip", lie))
    assert isinstance(found["differences"], list)
    assert [(one["id"], one["field"]) for one in found["differences"]] == [("E7-2", "verdict")]


@pytest.mark.parametrize("is_large", [False, True])
def test_waivers_and_a_baseline_are_kept_and_held_against_again(
    is_large: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    registry, waivers, baseline = (tmp_path / name for name in ("register.csv", "waivers.yaml", "baseline.json"))
    registry.write_text(ROWS, encoding="utf-8")
    run("check", registry, "--as-of", AS_OF, "-o", baseline)
    waivers.write_text(WAIVERS, encoding="utf-8")
    if is_large:
        monkeypatch.setattr("checker.batch.delimited.LARGE", 1)
        monkeypatch.setattr("checker.cli.streaming.FEW_BYTES", 1)
    receipt, words = tmp_path / "receipt.zip", ("--waivers", waivers, "--baseline", baseline)
    assert run("check", registry, "--as-of", AS_OF, *words, "--receipt", receipt, "--no-cache").exit_code == 0
    for path in (registry, waivers, baseline):
        path.unlink()
    found = verified(receipt)
    assert found["same"] and found["to_the_letter"]
    with zipfile.ZipFile(receipt) as archive:
        report = json.loads(archive.read("report.json"))
        assert ("verdicts.csv" in archive.namelist()) is is_large
    assert (report["waivers"]["waived"], report["baseline"]["new"]) == (1, 0)

    def longer(parts: dict[str, bytes]) -> None:
        parts["waivers.yaml"] = parts["waivers.yaml"].replace(b"2027-06-30", b"2029-06-30")
        with_hashes(parts)

    found = verified(rewritten(receipt, tmp_path / "longer.zip", longer))
    assert found["changed"] == [{"path": "waivers.yaml", "how": "changed"}]


# What is no receipt: one sentence, exit code 2, nothing written.


def refused(receipt: Path, *words: str) -> str:
    before = sorted(receipt.parent.iterdir())
    result = run("verify", receipt, "--lang", "en", *words)
    assert result.exit_code == 2
    assert result.stderr.startswith("grondslag: ") and result.stderr.count("\n") == 1
    assert sorted(receipt.parent.iterdir()) == before
    return result.stderr


def test_a_receipt_cut_short(folder: Path, tmp_path: Path) -> None:
    data = (folder / "receipt.zip").read_bytes()
    for size in (0, 10, len(data) // 2, len(data) - 1):
        (tmp_path / "short.zip").write_bytes(data[:size])
        assert "cut short" in refused(tmp_path / "short.zip", "-o", str(tmp_path / "out.txt"))


@pytest.mark.parametrize(
    "path",
    ["../up.txt", "/etc/passwd", "a/../../up", "C:/windows", "a\\..\\up", "a//b", "./a", "a/", "bell\x07", "a\x00b"],
)
def test_a_path_out_of_the_archive(folder: Path, tmp_path: Path, path: str) -> None:
    receipt = rewritten(folder / "receipt.zip", tmp_path / "climb.zip", lambda parts: None)
    with zipfile.ZipFile(receipt, "a") as archive:
        entry = zipfile.ZipInfo("x")
        entry.filename = path  # as it stands, not as zipfile would mend it
        archive.writestr(entry, b"x")
    assert "leads out" in refused(receipt)
    assert not (tmp_path.parent / "up.txt").exists()


def test_a_path_out_of_the_archive_in_the_manifest(folder: Path, tmp_path: Path) -> None:
    def climb(parts: dict[str, bytes]) -> None:
        parts["manifest.json"] = parts["manifest.json"].replace(b'"path": "parties.csv"', b'"path": "../parties.csv"')

    assert "leads out" in refused(rewritten(folder / "receipt.zip", tmp_path / "climb.zip", climb))

    def elsewhere(parts: dict[str, bytes]) -> None:
        parts["manifest.json"] = parts["manifest.json"].replace(b'"folder": "pack/research"', b'"folder": "../../etc"')
        with_hashes(parts)

    assert "no whole receipt" in refused(rewritten(folder / "receipt.zip", tmp_path / "climb.zip", elsewhere))


def test_a_link_in_the_archive(folder: Path, tmp_path: Path) -> None:
    receipt = rewritten(folder / "receipt.zip", tmp_path / "link.zip", lambda parts: None)
    with zipfile.ZipFile(receipt, "a") as archive:
        entry = zipfile.ZipInfo("link")
        entry.external_attr = 0o120777 << 16
        archive.writestr(entry, "/etc/passwd")
    assert "no whole receipt" in refused(receipt)


def test_two_parts_of_one_name(folder: Path, tmp_path: Path) -> None:
    receipt = rewritten(folder / "receipt.zip", tmp_path / "twice.zip", lambda parts: None)
    with zipfile.ZipFile(receipt, "a") as archive:
        archive.writestr("Report.JSON", "{}")
    assert "no whole receipt" in refused(receipt)


def test_a_bomb_is_not_unpacked(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("checker.receipt.unpack.MOST_BYTES", 20_000_000)
    receipt = rewritten(folder / "receipt.zip", tmp_path / "bomb.zip", lambda parts: None)
    with zipfile.ZipFile(receipt, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("zeros", b"\0" * 30_000_000)
    assert f"{limits.MOST_BYTES >> 30} GiB" in refused(receipt)


def test_a_bomb_that_says_it_is_small_is_cut_off(folder: Path, tmp_path: Path) -> None:
    """The size in the header is a lie: no more is unpacked than the manifest tells."""
    receipt = rewritten(
        folder / "receipt.zip", tmp_path / "bomb.zip", lambda parts: parts.pop("registry/1.csv") and None
    )
    with zipfile.ZipFile(receipt, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("registry/1.csv", b"\0" * 30_000_000)
    data = receipt.read_bytes()
    size = len(ROWS.encode())
    receipt.write_bytes(data.replace(struct.pack("<L", 30_000_000), struct.pack("<L", size)))
    assert verified(receipt)["changed"] == [{"path": "registry/1.csv", "how": "changed"}]


def test_other_files_are_refused(folder: Path, tmp_path: Path) -> None:
    assert "cut short" in refused(folder / "register.csv")
    assert "cannot be read" in refused(folder / "absent.zip")
    assert "cannot be read" in refused(folder)
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    assert "no whole receipt" in refused(tmp_path / "other.zip")
    for manifest in ("", "[]", "{}", '{"schema": 1}', "{" * 100_000, '{"schema": "grondslag-receipt/2"}', "\udcff"):
        with zipfile.ZipFile(tmp_path / "other.zip", "w") as archive:
            archive.writestr("manifest.json", manifest.encode(errors="surrogateescape"))
        assert "receipt" in refused(tmp_path / "other.zip")


def test_a_part_that_cannot_be_read_is_named_as_it_stands_in_the_receipt(folder: Path, tmp_path: Path) -> None:
    def spoil(parts: dict[str, bytes]) -> None:
        parts["registry/1.csv"] = b"%PDF-1.7"
        told_in_report(parts, 0, parts["registry/1.csv"])
        with_hashes(parts)

    said = refused(rewritten(folder / "receipt.zip", tmp_path / "spoilt.zip", spoil))
    assert said.startswith(f"grondslag: {tmp_path / 'spoilt.zip'}: registry/1.csv")


def test_a_report_of_another_version_is_refused(folder: Path, tmp_path: Path) -> None:
    def newer(parts: dict[str, bytes]) -> None:
        parts["report.json"] = parts["report.json"].replace(b"grondslag-report/1", b"grondslag-report/9")
        with_hashes(parts)

    assert "grondslag-report/1" in refused(rewritten(folder / "receipt.zip", tmp_path / "newer.zip", newer))


def test_what_changes_during_a_check_gives_no_receipt(folder: Path, tmp_path: Path) -> None:
    """A file that was read is not what is kept: then there is no receipt, nor a report that goes with it."""
    shutil.copytree(folder, tmp_path / "moving")
    for name in ("register.csv", "parties.csv", "research/law.ttl"):
        file = tmp_path / "moving" / name
        before = file.read_bytes()

        def spoiled(*words: Any, file: Path = file, before: bytes = before) -> Any:
            file.write_bytes(before + b"\n")
            return document(*words)

        words = ("--pack", tmp_path / "moving/research", "--parties", tmp_path / "moving/parties.csv")
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(api, "document", spoiled)
            result = run("check", tmp_path / "moving/register.csv", *words, "--lang", "en", "-o", tmp_path / "r.json",
                         "--receipt", tmp_path / "r.zip")  # fmt: skip
        file.write_bytes(before)
        assert result.exit_code == 2
        assert "was changed while it was checked" in result.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["moving"]


def test_registries_that_do_not_fit_are_refused_before_any_work(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("checker.receipt.compose.MOST_BYTES", 10)
    monkeypatch.setattr(api, "check_all", None)
    result = run("check", folder / "register.csv", "--receipt", tmp_path / "r.zip", "--lang", "en")
    assert result.exit_code == 2
    assert "split the registry" in result.stderr


def test_what_cannot_be_kept_is_refused_before_any_work(folder: Path, tmp_path: Path) -> None:
    register = folder / "register.csv"
    for words in (
        ("-", "--receipt", tmp_path / "r.zip"),
        (register, "--receipt", "-"),
        (register, "--receipt", register),
        (register, "--receipt", tmp_path / "no" / "r.zip"),
        (register, "-o", tmp_path / "r.json", "--receipt", tmp_path / "r.json"),
        (register, "--engine", "spark", "--receipt", tmp_path / "r.zip"),
    ):
        result = run("check", *words, "--lang", "en")
        assert result.exit_code == 2, words
        assert result.stderr.startswith("grondslag: ")
    assert register.read_text(encoding="utf-8") == ROWS
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    "query",
    [
        "WHERE { SERVICE <http://x.invalid/> {} }",
        "WHERE { service # elsewhere\\nSILENT<http://x.invalid/> {} }",
        "WHERE { ?s ?p ?o SERVICE ?o {} }",
        "WHERE { \\\\u0053ERVICE <http://x.invalid/> {} }",
        "FROM <file:///etc/hostname> WHERE { ?s ?p ?o }",
        "FROM NAMED x:data WHERE { GRAPH ?g { ?s ?p ?o } }",
    ],
)
def test_a_pack_that_asks_something_from_outside_is_refused(folder: Path, tmp_path: Path, query: str) -> None:
    shutil.copytree(folder / "research", tmp_path / "research")
    rule = f'rule:X901 sh:rule [ a sh:SPARQLRule ; sh:construct "CONSTRUCT {{}} {query}" ] .'
    (tmp_path / "research" / "remote.ttl").write_text(HEAD + rule, encoding="utf-8")
    result = run("check", folder / "register.csv", "--pack", tmp_path / "research", "--lang", "en")
    assert result.exit_code == 2
    assert "outside the pack" in result.stderr


def test_a_query_may_use_words_that_only_look_like_it() -> None:
    """A variable or a property of that name asks for nothing from outside."""
    for query in ("SELECT ?service WHERE { ?service gs:from ?from }", "SELECT $from { ?x gs:service-from ?y }"):
        assert load._REMOTE.search(query) is None


@pytest.mark.skipif(shutil.which("ssh-keygen") is None, reason="ssh-keygen is not installed")
@pytest.mark.parametrize("page", ["nl/verantwoording.md", "en/audit.md"])
def test_a_signature_beside_a_receipt(folder: Path, tmp_path: Path, page: str) -> None:
    """The commands of the guide, in its words."""
    lines = (ROOT / "docs" / page).read_text(encoding="utf-8").splitlines()
    made, listed, signed, checked = [line for line in lines if line.startswith(("ssh-keygen", "echo"))]
    receipt = tmp_path / checked.rsplit(" ", 1)[-1]
    shutil.copy(folder / "receipt.zip", receipt)

    def gives(line: str) -> int:
        return subprocess.run(line, shell=True, cwd=tmp_path, capture_output=True, check=False).returncode

    assert gives(made.replace("ssh-keygen", "ssh-keygen -q -N ''", 1)) == 0
    for line in (listed, signed, checked):
        assert gives(line) == 0, line
    rewritten(folder / "receipt.zip", receipt, lambda parts: None)
    assert gives(checked) != 0
