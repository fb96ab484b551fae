"""Jobs spread over processes: results in the order of the jobs, and a crashed worker costs one job only."""

from __future__ import annotations

import multiprocessing
from collections import deque
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Final

from gouji import sweeping
from gouji.batch.work import crashed, work

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from concurrent.futures import Future

    from gouji.batch.work import Done, Job, Joint

    Outcome = tuple[Done, ...]
    Task = Callable[[Job | Joint], Outcome]

AHEAD: Final = 8
"""Jobs handed out ahead for each worker: enough to keep them busy, few enough to keep memory flat."""
TRIES: Final = 3
"""How often a worker may fail to come up before none is expected to."""
LOST: Final = "处理这份文件的进程意外退出,没有审核。可能是内存不足或文件损坏。"
NO_START: Final = (
    "审核用的进程启动不了,没有审核。请改用 --workers 1;可能是内存不足、安全软件拦截,"
    "或调用的脚本没有写 if __name__ == '__main__'。"
)


def outcomes(jobs: Sequence[Job | Joint], *, workers: int, task: Task = work) -> Iterator[Outcome]:
    """Yield what the task returns for each job, in order; with one worker it runs in this process."""
    if workers <= 1 or len(jobs) <= 1:
        yield from map(task, jobs)
        return
    done = 0
    while done < len(jobs):
        for outcome in _until_broken(jobs[done:], workers=min(workers, len(jobs) - done), task=task):
            done += 1
            yield outcome


def _until_broken(jobs: Sequence[Job | Joint], *, workers: int, task: Task) -> Iterator[Outcome]:
    """Yield outcomes until a worker dies; then settle those under way one by one and stop.

    Where no worker comes up at all, every job is settled as failed: to try anew for each would take hours.
    """
    rest = deque(jobs)
    under_way: deque[tuple[Job | Joint, Future[Outcome]]] = deque()
    fault = ""
    with _pool(workers) as pool:
        try:
            while rest or under_way:
                while rest and len(under_way) < workers * AHEAD:
                    future = pool.submit(task, rest[0])
                    under_way.append((rest.popleft(), future))
                outcome = under_way[0][1].result()
                under_way.popleft()
                yield outcome
        except BrokenExecutor as error:
            fault = repr(error)  # those handed out are settled below, the rest by the caller in a fresh pool
    none = len(rest) + len(under_way) == len(jobs) and not any(_finished(future) for _, future in under_way)
    if none and not _starts():
        yield from (crashed(job, problem=NO_START, fault=fault) for job in jobs)
        return
    for job, future in under_way:
        yield future.result() if _finished(future) else _alone(job, task)


def _finished(future: Future[Outcome]) -> bool:
    return future.done() and not future.cancelled() and future.exception() is None


def _starts() -> bool:
    """Tell whether a worker comes up and answers at all."""
    return any(_answers() for _ in range(TRIES))


def _answers() -> bool:
    with _pool(1) as pool, suppress(BrokenExecutor):
        pool.submit(sweeping.seldom).result()
        return True
    return False


def _alone(job: Job | Joint, task: Task) -> Outcome:
    """Run a job that may have killed its worker in a process of its own."""
    with _pool(1) as pool:
        try:
            return pool.submit(task, job).result()
        except BrokenExecutor as error:
            return crashed(job, problem=LOST, fault=repr(error))


@contextmanager
def _pool(workers: int) -> Iterator[ProcessPoolExecutor]:
    # spawn everywhere: the only way on Windows, and no fork of a process with threads elsewhere
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(workers, mp_context=context, initializer=_begin)
    try:
        yield pool
    finally:
        pool.shutdown(wait=True, cancel_futures=True)


def _begin() -> None:
    """Load in a worker what every job needs, and have it swept no more."""
    sweeping.seldom()
    with suppress(Exception):  # what is wrong with it each job says in its own row
        import extractor.extracting  # noqa: F401 - for its vocabularies
        from gouji.batch.options import Options
        from gouji.office import bench_of

        bench_of(Options())
    sweeping.keep()
