"""The benchmark on dates annotated in CoNLL-U counts what it should."""

import gzip
import importlib.util
from collections import Counter
from pathlib import Path
from types import ModuleType

import pytest

from models.dates.edtf import parse_edtf
from models.reading.doc import Hints
from models.reading.reader import read

SAMPLE = """# newdoc id = made_up
# meta::dateCreated = 2025-02-04
# sent_id = made_up-1
# newpar_block = p
# text = The ferry sank Monday.
1\tThe\tthe\tDET\tDT\t_\t2\tdet\t_\t_
2\tferry\tferry\tNOUN\tNN\t_\t3\tnsubj\t_\t_
3\tsank\tsink\tVERB\tVBD\t_\t0\troot\t_\t_
4\tMonday\tMonday\tPROPN\tNNP\t_\t3\tobl\t_\tSpaceAfter=No|XML=<date when:::"{when}"></date>
5\t.\t.\tPUNCT\t.\t_\t3\tpunct\t_\t_
"""


def benchmark() -> ModuleType:
    path = Path(__file__).parents[3] / "benchmarks" / "times.py"
    spec = importlib.util.spec_from_file_location("benchmark_of_times", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(("when", "dated"), [("2025-02-03", 1), ("2025-02-10", 0)])
def test_a_date_counts_as_dated_when_its_days_agree(tmp_path: Path, when: str, dated: int) -> None:
    module = benchmark()
    file = tmp_path / "gum-dev.conllu.gz"
    file.write_bytes(gzip.compress(SAMPLE.replace("{when}", when).encode()))
    (document,) = module.documents(file)
    assert (document.text, document.made) == ("The ferry sank Monday.", "2025-02-04")
    assert document.dates == [(15, 21, when)]
    counts: Counter[str] = Counter()
    doc = read(document.text, Hints(given=parse_edtf(document.made)))
    notes = module.compare(document, doc, counts)
    assert (counts["dates"], counts["found"], counts["dated"]) == (1, 1, dated)
    assert len(notes) == 1 - dated
