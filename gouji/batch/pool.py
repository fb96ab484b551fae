"""Jobs spread over processes: results in the order of the jobs, and a crashed worker costs one job only."""

from __future__ import annotations

import multiprocessing
from collections import deque
from concurrent.futures import BrokenExecutor, ProcessPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from gouji.batch.work import crashed, work

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from concurrent.futures import Future

    from gouji.batch.work import Done, Job, Joint

    Outcome = tuple[Done, ...]
    Task = Callable[[Job | Joint], Outcome]

AHEAD: Final = 8
"""Jobs handed out ahead for each worker: enough to keep them busy, few enough to keep memory flat."""


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
    """Yield outcomes until a worker dies; then settle those under way one by one and stop."""
    rest = deque(jobs)
    under_way: deque[tuple[Job | Joint, Future[Outcome]]] = deque()
    with _pool(workers) as pool:
        try:
            while rest or under_way:
                while rest and len(under_way) < workers * AHEAD:
                    job = rest.popleft()
                    under_way.append((job, pool.submit(task, job)))
                outcome = under_way[0][1].result()
                under_way.popleft()
                yield outcome
        except BrokenExecutor:
            pass  # those handed out are settled below, the rest by the caller in a fresh pool
    for job, future in under_way:
        yield future.result() if _finished(future) else _alone(job, task)


def _finished(future: Future[Outcome]) -> bool:
    return future.done() and not future.cancelled() and future.exception() is None


def _alone(job: Job | Joint, task: Task) -> Outcome:
    """Run a job that may have killed its worker in a process of its own."""
    with _pool(1) as pool:
        try:
            return pool.submit(task, job).result()
        except BrokenExecutor as error:
            problem = "处理这份文件的进程意外退出,没有审核。可能是内存不足或文件损坏。"
            return crashed(job, problem=problem, fault=repr(error))


@contextmanager
def _pool(workers: int) -> Iterator[ProcessPoolExecutor]:
    # spawn everywhere: the only way on Windows, and no fork of a process with threads elsewhere
    pool = ProcessPoolExecutor(workers, mp_context=multiprocessing.get_context("spawn"))
    try:
        yield pool
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
