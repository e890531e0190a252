from __future__ import annotations

import numpy as np
import pytest

from facelabeler.clustering.scenes import likeness, miniature


def scene(seed: int, height: int = 180, width: int = 320, contrast: float = 1.0) -> np.ndarray:
    """A picture of coarse coloured patches."""
    patches = np.random.default_rng(seed).integers(0, 256, (9, 16, 3))
    rows, columns = np.arange(height) * 9 // height, np.arange(width) * 16 // width
    return (128 + (patches[rows][:, columns] - 128) * contrast).astype(np.uint8)


def noisy(image: np.ndarray) -> np.ndarray:
    noise = np.random.default_rng(9).normal(0, 3, image.shape)
    return np.clip(image + noise, 0, 255).astype(np.uint8)


def test_the_same_scene_stays_in_spite_of_noise_and_scale():
    assert likeness(miniature(scene(1)), miniature(noisy(scene(1)))) > 0.95
    assert likeness(miniature(scene(1)), miniature(scene(1, 1080, 1920))) > 0.9


def test_another_scene_is_unlike():
    assert likeness(miniature(scene(1)), miniature(scene(2))) < 0.3


def test_another_dark_scene_is_unlike_too():
    assert likeness(miniature(scene(1, contrast=0.15)), miniature(scene(2, contrast=0.15))) < 0.3


def test_somebody_who_walks_through_changes_little():
    walked = scene(1)
    walked[60:, 100:150] = 20
    assert likeness(miniature(scene(1)), miniature(walked)) > 0.8


@pytest.mark.parametrize(("height", "width"), [(36, 64), (24, 10), (1, 1), (1080, 608)])
def test_any_shape_gives_a_miniature(height, width):
    small = miniature(scene(1, height, width))
    assert small.shape == (36, 64, 3)
    assert small.dtype == np.uint8
    assert likeness(small, small) == 1.0
