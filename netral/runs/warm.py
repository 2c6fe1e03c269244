"""A kernel that is there at once: a process forked where everything a notebook imports is imported already.

Starting a kernel and importing pandas, matplotlib and DuckDB takes seconds, more than most notebooks take themselves.
Where the system forks safely, one server process imports them once; every run gets a worker process of its own from it,
and the worker, before papermill starts a thread in it, forks the process that becomes the run's kernel. It is a real
ipykernel over its own sockets, so a notebook sees no difference. Elsewhere kernels start as everywhere.
"""

from __future__ import annotations

import json
import multiprocessing
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.metadata import EntryPoint
from multiprocessing.connection import Connection
from typing import Any, ClassVar, cast

from jupyter_client.provisioning.factory import KernelProvisionerFactory
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

NAME = "netral-warm"
INLINE = "module://matplotlib_inline.backend_inline"


@contextmanager
def keep_kernel_ready() -> Iterator[None]:
    """Inside, the first kernel that jupyter_client starts is a fork of this process as it is now."""
    asked, asking = multiprocessing.Pipe(duplex=False)
    kernel = multiprocessing.get_context("fork").Process(target=_become_kernel, args=(asked, asking))
    kernel.start()
    asked.close()
    WarmProvisioner.ready.append((kernel, asking))
    factory = KernelProvisionerFactory.instance()
    before, factory.default_provisioner_name = factory.default_provisioner_name, NAME
    factory.provisioners[NAME] = EntryPoint(NAME, f"{__name__}:{WarmProvisioner.__name__}", factory.GROUP_NAME)
    try:
        yield
    finally:
        factory.default_provisioner_name = before
        WarmProvisioner.ready.clear()
        asking.close()
        kernel.kill()  # papermill has shut down the kernel it used; one that it never asked for still waits
        kernel.join()


class WarmProvisioner(LocalProvisioner):
    """Hands out the kernel that is ready; a second one, after a restart, starts as everywhere."""

    ready: ClassVar[list[tuple[Any, Connection]]] = []

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> Any:
        """The command that would start a kernel to the connection of the one that is ready."""
        if not self.ready:
            return await super().launch_kernel(cmd, **kwargs)
        kernel, asking = self.ready.pop()
        arguments = cmd[cmd.index("-f") :]
        asking.send_bytes(json.dumps([arguments, dict(kwargs["env"]), os.fspath(kwargs.get("cwd") or "")]).encode())
        self.process = cast("subprocess.Popen[Any]", _Popen(kernel))
        self.pid = kernel.pid
        # Its own group once it has made one; a signal to this worker's group would end the worker.
        self.pgid = kernel.pid if os.getpgid(kernel.pid) == kernel.pid else None
        return self.connection_info


class _Popen:
    """A process of multiprocessing with the face of one of subprocess, as jupyter_client wants it."""

    stdin = stdout = stderr = None

    def __init__(self, process: Any) -> None:
        self.pid = process.pid
        self._process = process

    def poll(self) -> int | None:
        code: int | None = self._process.exitcode
        return code

    def wait(self) -> int | None:
        self._process.join()
        return self.poll()

    def send_signal(self, number: int) -> None:
        os.kill(self.pid, number)

    def kill(self) -> None:
        self._process.kill()

    def terminate(self) -> None:
        self._process.terminate()


def _become_kernel(asked: Connection, asking: Connection) -> None:
    """Wait for a command, then be the kernel; nothing is asked when the run ended before it needed one."""
    asking.close()
    os.setsid()
    try:
        arguments, environment, folder = json.loads(asked.recv_bytes())
    except EOFError:
        return
    os.environ.clear()
    os.environ.update(environment)
    if folder:
        os.chdir(folder)
    import matplotlib
    from ipykernel.kernelapp import launch_new_instance

    # ipykernel names it in the environment, which matplotlib reads when it is imported: here it was before.
    matplotlib.rcParams["backend"] = INLINE
    # A kernel ends itself when its worker is gone; the variable that says who that is was read at the import.
    parent = f"--IPKernelApp.parent_handle={os.getppid()}"
    # What a cell says and raises is in the notebook; the log would only say that a kernel was shut down.
    launch_new_instance(argv=[*arguments, parent, "--IPKernelApp.log_level=CRITICAL"])
