"""Fuzzes every reader of the law room: no crash but Faults, no hang. `--seconds N` is the total over all the readers.

    .venv/bin/python bench/law/fuzz.py --seconds 600            samples spoiled at random, from seed 1
    .venv/bin/python bench/law/fuzz.py --seconds 600 --atheris  guided by coverage (atheris, one process a reader)
    .venv/bin/python bench/law/fuzz.py --garbage 5              5 MB and 10 MB of each kind of garbage, with the ratio
    .venv/bin/python bench/law/fuzz.py --garbage 50 --once      50 MB of each kind, once

A crash is printed with the bytes that make it, and the exit code is 1. Next: tests/properties/test_law_readers_fuzz.py.
"""

from __future__ import annotations

import argparse
import contextlib
import random
import resource
import subprocess
import sys
import time
import traceback
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from tests.spec.test_law_readers import FORMS  # noqa: E402
from tests.spec.test_law_readers_legi import HEADING, article  # noqa: E402

from bonusage.law.corpus import versions_of  # noqa: E402
from bonusage.law.sniff import read, sniff  # noqa: E402
from bonusage.values.fault import Faults  # noqa: E402

SLOW = 2.0
"""Seconds after which an input of a few kilobytes counts as a hang."""
SAMPLES = {form: text.encode() for form, text in FORMS.items()} | {
    "legi-article": article(),
    "legi-section-ta": HEADING.encode(),
    "legi-struct": b"<TEXTELR><META><META_COMMUN><ID>LEGITEXT1</ID></META_COMMUN></META><STRUCT/></TEXTELR>",
    "legi-version": b"<TEXTE_VERSION><META><META_COMMUN><ID>LEGITEXT1</ID></META_COMMUN></META></TEXTE_VERSION>",
}
PIECES = [
    b"# Article ",
    b"**Article ",
    b"Article 1\n----\n",
    b"---\n",
    b"<p>",
    b"</p>",
    b"<br/>",
    b"<table><tr><td>",
    b"</",
    b"<!--",
    b"-->",
    b"&#",
    b"&eacute;",
    b"<![CDATA[",
    b"<!DOCTYPE a>",
    b"&x;",
    b"{",
    b"[",
    b'"',
    b"\\ud800",
    b"1e999",
    b"-",
    b"null",
    b"\n\n",
    b"\n- ",
    b"\t**Cite**:\n",
    b"**Liens relatifs \xc3\xa0 cet article**\n",
    b"NOTA :\n",
    b"2999-01-01",
    b"2222-02-22",
    b"9999-99-99",
    b"\xc2\xad",
    b"\xe2\x80\x8b",
    b"1" * 30,
    b"\xff",
    b"\0",
    b"\xef\xbb\xbf",
    b"\r",
    b"\x0c",
    b"1\xc2\xb0 bis ",
    b"I. - ",
    b"L. 1-1",
    b"art. 24 () JORF",
    b"(((",
    b"*" * 50,
    b"EXPOS\xc3\x89 SOMMAIRE\n",
    b"APR\xc3\x88S L'ARTICLE 2\n",
    b"<details><ul><li>",
    b"CITATION cible",
    b"Section 1 : ",
    b"\xf0\x9f\x9a\xa4",
]


def spoiled(rng: random.Random, sample: bytes) -> bytes:
    """A sample with a few bytes cut, doubled, moved, or replaced by pieces that mean something."""
    said = bytearray(sample)
    for _ in range(rng.randrange(1, 9)):
        at = rng.randrange(len(said) + 1)
        size = min(rng.choice((1, 2, 8, 60, 400)), len(said) - at)
        act = rng.randrange(6)
        if act == 0:
            del said[at : at + size]
        elif act == 1:
            said[at:at] = rng.choice(PIECES) * rng.choice((1, 1, 1, 2, 40))
        elif act == 2:
            said[at : at + size] = rng.choice(PIECES)
        elif act == 3:
            said[at:at] = said[at : at + size] * rng.choice((1, 3))
        elif act == 4 and said:
            said[at % len(said)] = rng.randrange(256)
        else:
            said[at:at] = rng.randbytes(rng.randrange(1, 9))
    return bytes(said[:20_000])


def tried(content: bytes, form: str) -> str:
    """'' when the reader gives a draft or Faults in time; else what happened."""
    began = time.perf_counter()
    try:
        sniff(content, "f")
        draft = read(content, "f", form)
        versions_of(draft)
        for one in draft.articles:
            "".join((*one.paragraphs, *one.nota, *one.history, *one.headings)).encode()
    except Faults as refused:
        if not refused.faults:
            return "Faults without a fault"
        str(refused)
    except Exception:
        return traceback.format_exc()
    took = time.perf_counter() - began
    return f"slow: {took:.1f} s" if took > SLOW else ""


def looped(form: str, seconds: float, seed: int) -> tuple[int, str]:
    """Inputs tried in some seconds, and what the first crash was."""
    rng = random.Random(f"{form} {seed}")
    until, count = time.monotonic() + seconds, 0
    samples = list(SAMPLES.values())
    while time.monotonic() < until:
        sample = SAMPLES[form] if rng.random() < 0.9 else rng.choice(samples)
        content = spoiled(rng, sample)
        count += 1
        if said := tried(content, form):
            return count, f"{said}\n{content!r}"
    return count, ""


def guided(form: str, seconds: int) -> int:
    """The same with atheris, in a process of its own; its exit code."""
    code = (
        "import sys, atheris\n"
        f"sys.path[:0] = {[str(ROOT), str(ROOT / 'src'), str(Path(__file__).parent)]!r}\n"
        "with atheris.instrument_imports(include=['bonusage.law']):\n    import fuzz\n"
        "def one(content):\n"
        f"    said = fuzz.tried(content, {form!r})\n"
        "    if said:\n        raise RuntimeError(said)\n"
        f"atheris.Setup(['fuzz', '-max_total_time={seconds}', '-max_len=8192', '-timeout=20', '-rss_limit_mb=4096', '-verbosity=0',"
        " '-print_final_stats=1', *sys.argv[1:]], one)\natheris.Fuzz()\n"
    )
    folder = ROOT / ".hypothesis" / "atheris" / form
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "sample").write_bytes(SAMPLES[form])
    return subprocess.run([sys.executable, "-c", code, str(folder)], cwd=folder.parent, check=False).returncode


def garbage(megabytes: int) -> Iterator[tuple[str, bytes]]:
    """Kinds of garbage of a size: what a reader could be tempted to look at again and again."""
    size = megabytes * 1_000_000
    rng = random.Random(1)
    for name, piece in (
        ("newlines", b"\n"),
        ("letters", b"a"),
        ("spaces", b" "),
        ("lower lines", b"le port\n\n"),
        ("digits", b"9"),
        ("open tags", b"<p"),
        ("tags", b"<p>"),
        ("tables", b"<table><tr><td>a"),
        ("comments", b"<!--"),
        ("ampersands", b"&#"),
        ("stars", b"*"),
        ("brackets", b"("),
        ("JSON lists", b"["),
        ("quotes", b'"'),
        ("dashes", b"-"),
        ("items", b"1\xc2\xb0 a ;\n"),
        ("links", b"- Loi n\xc2\xb01 - art. 1 (V)\n"),
        ("objects", b"{}\n"),
        ("soft hyphens", b"\xc2\xad"),
        ("Roman", b"IVX"),
        ("headings", b"# Livre 1\n\n"),
        ("articles", b"# Article 1\n\nUn.\n\n"),
        ("random lines", rng.randbytes(700).hex().encode() + b"\n"),
    ):
        yield name, piece * (size // len(piece))


HEADS = {
    "seed-markdown": b"# Article 1\n\n",
    "seed-html": b"# Article 1\n<p>",
    "seed-extract": b"**Article 1**\n\n",
    "seed-amendment": b"APR\xc3\x88S L'ARTICLE 2\n\n",
    "git-article": b"Article 1\n----\n",
    "git-code": b"---\ntitle: a\nidentifier: b\n---\n\nArticle 1\n\n",
    "tricoteuses": b"---\nIdentifiant: a\n---\n<h1>Article 1</h1>\n\n",
    "legi-article": b"<ARTICLE><BLOC_TEXTUEL><CONTENU>",
    "lines": b"",
    "api": b'{"data": {}, "children": [',
}


def timed(content: bytes, form: str) -> float:
    """Seconds that a reader takes to give a draft or Faults."""
    began = time.perf_counter()
    with contextlib.suppress(Faults):
        read(content, "f", form)
    return time.perf_counter() - began


def measured(megabytes: int, only: str, once: bool, kinds: list[str]) -> int:
    """Each reader on each kind of garbage of one size and of twice the size: seconds, ratio. 1 when a ratio is over 3.5."""
    worst = 0
    for name, content in garbage(megabytes):
        for form, head in HEADS.items():
            if only not in ("", form) or (kinds and name not in kinds):
                continue
            first = timed(head + content, form)
            second = 0.0 if once else timed(head + content + content, form)
            ratio = second / max(first, 0.01)
            mark = "  <-- more than linear" if second > 1 and ratio > 3.5 else ""
            worst = worst or int(bool(mark))
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
            print(f"{form:16} {name:14} {first:7.2f} s {second:7.2f} s  x{ratio:.1f}  {peak} MiB{mark}", flush=True)
    return worst


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    asked.add_argument("--seconds", type=int, default=60)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--atheris", action="store_true")
    asked.add_argument("--garbage", type=int, default=0, metavar="MB")
    asked.add_argument("--once", action="store_true")
    asked.add_argument("--kinds", nargs="*", default=[], help="kinds of garbage, all when absent")
    asked.add_argument("--only", default="", metavar="FORM")
    said = asked.parse_args()
    if said.garbage:
        return measured(said.garbage, said.only, said.once, said.kinds)
    forms = [form for form in SAMPLES if said.only in ("", form)]
    failed = 0
    for form in forms:
        if said.atheris:
            failed += guided(form, max(1, said.seconds // len(forms))) != 0
            continue
        count, crash = looped(form, said.seconds / len(forms), said.seed)
        failed += bool(crash)
        print(f"{form:16} {count:8} inputs  {crash or 'no crash'}", flush=True)
    return int(bool(failed))


if __name__ == "__main__":
    sys.exit(main())
