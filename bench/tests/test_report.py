from __future__ import annotations

from bench.load import Run, median, spread
from bench.processes import difference, grouped
from bench.report import Report, Series, details, programs, table


def a_run(cpu: float) -> Run:
    used = {"bff": cpu * 60, "api": cpu * 30, "pictures": cpu * 10}
    return Run(operations=100, seconds=2.0, latencies=[float(n) for n in range(100)], bytes=5_000, cpu=used)


def a_report() -> Report:
    series = [
        Series("W1", "home", 16, [a_run(3.0), a_run(4.0), a_run(5.0)]),
        Series("W3", "publish", 16, [a_run(50.0)]),
    ]
    return Report(
        world="quick",
        at_rest_ms_per_second=100.0,
        measured=[each.summary(100.0) for each in series],
        freshness_one=[0.2],
        freshness_burst=[0.7, 0.6, 0.9],
        followers_one=20,
        memory_mib={"bff": 100.0},
    )


def test_a_series_is_summed_up_by_its_median() -> None:
    home = a_report().measured[0]
    assert (home.cpu_ms, home.per_second, home.bytes, home.p50_ms, home.p95_ms) == (4.0, 50.0, 50.0, 50.0, 95.0)
    assert home.cpu_spread == 25.0
    assert home.at_rest_ms == 2.0


def test_our_column_is_filled_in() -> None:
    lines = table(a_report()).splitlines()
    assert "**4.0**" in next(line for line in lines if "W1 home" in line)
    assert "**5 + 45**" in next(line for line in lines if "W3" in line)
    assert "**0.70 s**" in next(line for line in lines if "30 posts" in line)
    assert "**–**" in next(line for line in lines if "W2" in line)
    assert len({line.count("|") for line in lines}) == 1
    assert "W3 publish" in details(a_report())
    assert programs(a_report()).count("\n") == 4


def test_programs_are_counted_by_kind_and_survive_a_new_start() -> None:
    used = difference(
        {"bff-eu-central": 10.0, "api-us-east": 50.0}, {"bff-eu-central": 15.0, "api-us-east": 2.0, "bff-x": 1.0}
    )
    assert grouped(used) == {"bff": 6.0, "api": 2.0}


def test_spread_is_half_the_range() -> None:
    assert median([1.0, 2.0, 3.0]) == 2.0
    assert spread([1.0, 2.0, 3.0]) == 50.0
    assert spread([0.0]) == 0.0
