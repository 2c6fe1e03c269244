"""Where thousands of nodes lie: springs to what they touch, and a density field that pushes them apart.

Comparing every two nodes takes minutes where nodes crowd around a few campaign accounts, and cutting the comparison off
at a distance lets those crowds collapse. Here the push of all on all is one convolution of their density on a mesh.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy import fft, sparse
from scipy.spatial import KDTree

Points = npt.NDArray[np.float64]
Places = npt.NDArray[np.int_]

STEPS = 50
LONGEST_MOVE = 0.25  # of a crowd's radius, at the first step
SHORTEST_MOVE = 0.05  # of the distance between neighbours, at the last
GRAVITY = 0.02
MESH = 256
SIDE = 4.2  # of the mesh, in radii of the whole
APART = 0.8  # nearer than this, two nodes are moved apart at the end
LAST_STEPS = 6


@dataclass(frozen=True)
class _Mesh:
    """A square of cells around the middle, and what one unit of density pushes with, transformed once for all steps."""

    cell: float
    push_x: npt.NDArray[np.complex64]
    push_y: npt.NDArray[np.complex64]


def spread_nodes(start: Points, fixed: npt.NDArray[np.bool_], links: Places, charge: Points, radius: float) -> Points:
    """Nodes at their start to where springs and push balance; the same input gives the same output.

    A spring that pulls in proportion to its length and a push that fades with distance balance where the nodes of a
    crowd lie evenly within a disc, so an account with many ties is seen by the size of its disc.

    Parameters
    ----------
    start : array (nodes, 2)
        Positions, no two the same; neighbours come to lie about 1 apart.
    fixed : array of bool (nodes,)
        Nodes that push and pull but do not move.
    links : array (links, 2)
        Places of the two ends of each tie, each tie once.
    charge : array (nodes,)
        How much room each node takes, 1 for an ordinary one.
    radius : float
        Of the whole; the mesh reaches a little further, and nodes beyond it are not pushed.

    Source
    ------
    Forces as in Fruchterman and Reingold 1991, Graph drawing by force-directed placement, Software: Practice and
    Experience 21, with the linear spring of Eades 1984; the mesh is the particle-mesh method of Hockney and Eastwood
    1988, Computer simulation using particles, chapter 5.
    """
    mesh, mean = _make_mesh(radius), _make_mean(links, len(start))
    tied = np.asarray(mean.sum(axis=1)).ravel()[:, None]
    at, free = start.copy(), ~fixed
    cooling = (SHORTEST_MOVE / (LONGEST_MOVE * radius)) ** (1 / (STEPS - 1))
    longest = LONGEST_MOVE * radius
    for _ in range(STEPS):
        move = mean @ at - tied * at - GRAVITY * at + _push(at, charge, mesh)
        length = np.hypot(move[:, 0], move[:, 1])[:, None]
        at[free] += (move * np.minimum(1.0, longest / np.maximum(length, 1e-12)))[free] * 0.5
        longest *= cooling
    at[free] += _scatter(len(at), mesh.cell)[free]
    return _part_neighbours(at, free)


def _make_mean(links: Places, size: int) -> sparse.csr_array:
    """Ties to the matrix that gives each node the mean of what it touches; no row for a node without ties."""
    ends = np.concatenate([links, links[:, ::-1]])
    ends = ends[ends[:, 0] != ends[:, 1]]
    degree = np.bincount(ends[:, 0], minlength=size)
    return sparse.csr_array((1.0 / degree[ends[:, 0]], (ends[:, 0], ends[:, 1])), shape=(size, size))


def _make_mesh(radius: float) -> _Mesh:
    """A push of 1/distance away from each unit of density; the transform is half empty, so that none wraps round."""
    cell = SIDE * radius / MESH
    steps = fft.fftfreq(2 * MESH, 1 / (2 * MESH)) * cell
    x, y = np.meshgrid(steps, steps, indexing="ij")
    square = x**2 + y**2 + (cell / 2) ** 2
    push_x, push_y = (fft.rfft2((axis / square / math.pi).astype(np.float32)) for axis in (x, y))
    return _Mesh(cell, push_x, push_y)


def _push(at: Points, charge: Points, mesh: _Mesh) -> Points:
    """The push on every node, from the density of all, shared out among the four cells around each."""
    spot = np.clip(at / mesh.cell + MESH / 2, 1.0, MESH - 2.001)
    corner = spot.astype(np.int64)
    right, up = (spot - corner).T
    cells = corner[:, 0] * MESH + corner[:, 1]
    corners = (cells, cells + MESH, cells + 1, cells + MESH + 1)
    shares = ((1 - right) * (1 - up), right * (1 - up), (1 - right) * up, right * up)
    density = np.zeros(MESH * MESH)
    for where, share in zip(corners, shares, strict=True):
        density += np.bincount(where, charge * share, minlength=MESH * MESH)
    # single precision is finer than the mesh, and twice as fast
    waves = fft.rfft2(density.reshape(MESH, MESH).astype(np.float32), s=(2 * MESH, 2 * MESH))
    push = np.zeros_like(at)
    for axis, kernel in enumerate((mesh.push_x, mesh.push_y)):
        field = fft.irfft2(waves * kernel)[:MESH, :MESH].ravel()
        for where, share in zip(corners, shares, strict=True):
            push[:, axis] += field[where] * share
    return push


def _scatter(size: int, cell: float) -> Points:
    """A step for each node, evenly over a cell: within one, nodes with the same ties would lie on each other.

    Nothing where cells are smaller than the distance between neighbours.
    """
    if cell <= 1:
        return np.zeros((size, 2))
    # Roberts's sequence: evenly spread however many are taken, and the same every time
    step = np.array([0.7548776662466927, 0.5698402909980532])
    scattered: Points = ((np.arange(size)[:, None] * step) % 1 - 0.5) * cell
    return scattered


def _part_neighbours(at: Points, free: npt.NDArray[np.bool_]) -> Points:
    """Nodes that lie nearly on each other moved apart, half the way each."""
    for _ in range(LAST_STEPS):
        near = KDTree(at).query_pairs(APART, output_type="ndarray")
        if not len(near):
            break
        gap = at[near[:, 1]] - at[near[:, 0]]
        length = np.maximum(np.hypot(gap[:, 0], gap[:, 1]), 1e-9)[:, None]
        step = gap / length * (APART - length) / 2
        for axis in (0, 1):
            moved = np.bincount(near[:, 1], step[:, axis], minlength=len(at))
            moved -= np.bincount(near[:, 0], step[:, axis], minlength=len(at))
            at[free, axis] += moved[free] * 0.7
    return at
