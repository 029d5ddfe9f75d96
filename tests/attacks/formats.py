"""Damaged and hostile files of every format: one sentence each, in time, in bounds, off the net.

    python -m tests.attacks.formats [--count N] [--seed N] [--seconds N]

Each file is opened in a process as an import does it, with its limits on memory and the network
shut. What is counted: files that end in a traceback, take too long, kill their process, or
are refused in more or less than one sentence. Exits 1 where there is any.
"""

import argparse
import random
import resource
import socket
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from models.importing.readings import FileTask, Reading, Task, TextTask, read_task
from models.importing.workers import Workers
from tests.models.importing.exports import EXPORTS
from tests.models.importing.wrapping import (
    docx,
    eml,
    epub,
    mhtml,
    odt,
    page,
    pdf,
    rtf,
    zipped,
)

WORDS = ["Ann Lee met Bo Ek in Oslo on 3 March 2021.", "They signed a treaty – “at last”."] * 4
Damage = Callable[[random.Random, bytes], bytes]


def whole() -> dict[str, bytes]:
    """A good file of every format."""
    files = {name: make("en") for name, make in EXPORTS.items()}
    files |= {
        "a.docx": docx(WORDS),
        "a.odt": odt(WORDS),
        "a.rtf": rtf(WORDS),
        "a.pdf": pdf(WORDS * 20),
        "a.html": page(WORDS),
        "a.mhtml": mhtml(WORDS, "https://www.example.com/a"),
        "a.eml": eml("\n\n".join(WORDS)),
        "a.epub": epub([("One", WORDS), ("Two", WORDS)]),
        "a.csv": ("title,text\n" + "".join(f'T{n},"{WORDS[0]}"\n' for n in range(9))).encode(),
        "a.jsonl": b'{"title": "T", "text": "Ann Lee met Bo Ek."}\n' * 9,
        "a.ris": b"TY  - NEWS\nTI  - T\nN2  - Ann Lee met Bo Ek.\nER  - \n" * 9,
        "a.rss": b"<rss><channel><title>H</title>" + b"<item><title>T</title><description>"
        b"&lt;p&gt;Ann Lee met Bo Ek.&lt;/p&gt;</description></item>" * 9 + b"</channel></rss>",
        "a.warc": b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: http://a.example/\r\n"
        b"Content-Length: %d\r\n\r\nHTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n"
        % (50 + len(page(WORDS)))
        + page(WORDS),
        "a.txt": "\n\n".join(WORDS).encode(),
    }
    files["a.mbox"] = b"From a Wed May 12 08:00:00 2021\n" + files["a.eml"]
    files["a.zip"] = zipped({name: data for name, data in files.items() if len(data) < 50_000})
    return files


def cut(dice: random.Random, data: bytes) -> bytes:
    """Only the beginning."""
    return data[: dice.randrange(1, len(data))]


def flip(dice: random.Random, data: bytes) -> bytes:
    """Some bytes are others."""
    changed = bytearray(data)
    for _ in range(dice.choice((1, 8, 64))):
        changed[dice.randrange(len(changed))] = dice.randrange(256)
    return bytes(changed)


def blow_up(dice: random.Random, data: bytes) -> bytes:
    """A part is there a thousand times."""
    start = dice.randrange(len(data))
    end = min(len(data), start + dice.choice((1, 16, 200)))
    return data[:start] + data[start:end] * dice.choice((100, 1000, 5000)) + data[end:]


def mix(dice: random.Random, data: bytes) -> bytes:
    """Parts have changed places."""
    cuts = sorted(dice.randrange(len(data)) for _ in range(3))
    a, b, c = cuts
    return data[:a] + data[b:c] + data[a:b] + data[c:]


def noise(dice: random.Random, data: bytes) -> bytes:
    """The beginning goes on as noise."""
    head = data[: dice.choice((4, 40, 400))]
    return head + dice.randbytes(dice.choice((100, 10_000)))


DAMAGES: tuple[Damage, ...] = (cut, flip, blow_up, mix, noise)


def hostile() -> Iterator[tuple[str, bytes]]:
    """Files made to take a reader's memory, time, secrets or network."""
    deep = 50_000
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    doctype = f'<!DOCTYPE x [<!ENTITY l0 "lol">{laughs}<!ENTITY f SYSTEM "file:///etc/passwd">]>'
    yield (
        "laughs.xml",
        f"<?xml version='1.0'?>{doctype}<rss><item><title>&l9;&f;</title></item></rss>".encode(),
    )
    yield "laughs.docx", zipped({"word/document.xml": f"{doctype}<x>&l9;</x>".encode()})
    yield (
        "laughs.xhtml",
        f"<?xml version='1.0'?>{doctype}<html><body>&l9;&f;</body></html>".encode(),
    )
    yield "deep.html", b"<html><body>" + b"<div>" * deep + b"x" + b"</div>" * deep
    yield "deep.xml", b"<rss><item>" + b"<a>" * deep + b"x"
    yield "deep.json", b'[{"a":' + b"[" * deep
    yield "deep.docx", zipped({"word/document.xml": b"<a>" * deep + b"</a>" * deep})
    yield "deep.odt", zipped({"content.xml": b"<office:text>" + b"<a>" * deep + b"</a>" * deep})
    yield "deep.rtf", b"{\\rtf1 " + b"{" * deep + b"x" + b"}" * deep
    yield "bomb.zip", zipped({"a.txt": bytes(2**28)})
    yield "bomb.docx", zipped({"word/document.xml": b"<x>" + b" " * 2**27 + b"</x>"})
    yield (
        "nested.zip",
        zipped({"a.zip": zipped({"a.zip": zipped({"a.zip": zipped({"a.zip": b"PK"})})})}),
    )
    yield "up.zip", zipped({"../../../etc/cron.d/a.txt": WORDS[0].encode()})
    yield (
        "remote.html",
        page(
            WORDS,
            '<base href="http://10.0.0.1/"><link rel="stylesheet" href="http://10.0.0.1/a.css"><meta http-equiv="refresh" content="0;url=http://10.0.0.1/">',
        ),
    )
    yield "words.html", b"<html><body><article>" + b"<p>Ann Lee met Bo Ek in Oslo.</p>" * 60_000
    yield "attributes.html", b"<html " + b"a='b' " * 300_000 + b"><p>x</p>"
    yield "links.html", b"<html><body>" + b"<a href='http://a.example/'>Ann Lee</a> " * 100_000
    yield "data.html", b'<html><body><img src="data:image/png;base64,' + b"A" * 20_000_000
    yield "jsonld.html", page(WORDS, '<script type="application/ld+json">' + "[" * 200_000)
    yield "headers.eml", b"Received: x\n" * 200_000 + b"\nAnn Lee met Bo Ek."
    yield (
        "parts.eml",
        b"MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=a\n\n"
        + b"--a\n\nx\n" * 50_000,
    )
    yield "nested.eml", b"MIME-Version: 1.0\nContent-Type: message/rfc822\n\n" * 2000 + b"x"
    yield "rows.csv", b"text\n" + b"x\n" * 500_000
    yield "quote.csv", b'title,text\n"' + b"a,b\n" * 500_000
    yield "chars.pdf", pdf(["word " * 100] * 2000)
    yield "pages.pdf", pdf(["word"] * 50).replace(b"/Count 2", b"/Count 99999999")
    yield "loop.pdf", pdf(WORDS).replace(b"/Kids [4 0 R]", b"/Kids [2 0 R]")
    yield "spaces.txt", b" \n" * 3_000_000
    yield "count.txt", b" 1 of 9 DOCUMENTS\n" * 100_000


def guarded(task: Task) -> Reading:
    """Open a file, with the network shut; texts are not read, as they are no format's matter."""

    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("the network was asked for")

    socket.socket.connect = refuse  # type: ignore[method-assign, assignment]
    socket.getaddrinfo = refuse  # type: ignore[assignment]
    assert isinstance(task, FileTask)
    return read_task(task)


def patience(task: Task) -> float:
    """As long as an import gives it."""
    assert not isinstance(task, TextTask)
    return task.seconds


def main() -> int:
    """Open them all; one line for each that does not end as it should."""
    asked = argparse.ArgumentParser()
    asked.add_argument("--count", type=int, default=2000)
    asked.add_argument("--seed", type=int, default=1)
    asked.add_argument("--seconds", type=float, default=60, help="longer is reported")
    given = asked.parse_args()
    dice = random.Random(given.seed)
    good = whole()
    files = list(hostile())
    while len(files) < given.count:
        name = dice.choice(list(good))
        data = good[name]
        for _ in range(dice.choice((1, 1, 2))):
            data = dice.choice(DAMAGES)(dice, data)
        files.append((f"{len(files)}-{name}", data))
    ends: Counter[str] = Counter()
    worst, bad = 0.0, 0
    workers = Workers(1, guarded, patience)
    with tempfile.TemporaryDirectory() as folder:
        for number, (name, data) in enumerate(files):
            start = time.monotonic()
            workers.send(number, FileTask(Path(folder, name), data))
            while (reading := workers.take(number)) is None:
                pass
            took = time.monotonic() - start
            worst = max(worst, took)
            told = [each.fault for each in reading.articles if each.fault] + [
                each for each in (reading.refusal,) if each
            ]
            ends["refused" if reading.refusal else "opened"] += 1
            wrong = [
                each
                for each in told
                if "our side" in each
                or "ended twice" in each
                or "Traceback" in each
                or "\n" in each
                or not each.endswith(".")
            ]
            if wrong or took > given.seconds:
                bad += 1
                Path(tempfile.gettempdir(), f"bad-{name}").write_bytes(data)
                print(f"{name}: {took:.1f} s: {wrong or told}")
    workers.close()
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    print(f"most memory {most:,} MB, the reader's own included")
    print(f"{len(files)} files: {dict(ends)}; slowest {worst:.1f} s; {bad} bad")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
