"""Run with: python3 -m unittest discover -s local/node/image (needs numpy)."""

import os
import re
import signal
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

SCRIPT = Path(__file__).with_name("train.py")
TIMEOUT_SECONDS = 60


def start(folder, **settings):
    # Not the whole environment: a RANK or EPOCHS of the caller's would change the outcome.
    environment = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
    environment.update({"CHECKPOINT_DIR": str(folder), "SECONDS_PER_EPOCH": "0"})
    environment.update({name.upper(): str(value) for name, value in settings.items()})
    return subprocess.Popen(
        [sys.executable, str(SCRIPT)], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def run(folder, **settings):
    process = start(folder, **settings)
    output, errors = process.communicate(timeout=TIMEOUT_SECONDS)
    return process.returncode, output, errors


def losses(output):
    return dict(re.findall(r"^epoch (\d+)/\d+ (loss \S+ accuracy \S+)", output, re.MULTILINE))


class TrainTest(unittest.TestCase):
    def setUp(self):
        temporary = tempfile.TemporaryDirectory()
        self.addCleanup(temporary.cleanup)
        self.folder = Path(temporary.name)

    def final_weights(self, folder, rank=0):
        import numpy as np

        with np.load(sorted((folder / f"rank-{rank}").glob("epoch-*.npz"))[-1]) as saved:
            return {name: saved[name].tobytes() for name in saved.files}

    def test_prints_one_line_per_epoch_and_learns(self):
        code, output, _ = run(self.folder, epochs=8)
        self.assertEqual(code, 0)
        lines = [line for line in output.splitlines() if line.startswith("epoch ")]
        self.assertEqual(len(lines), 8)
        self.assertRegex(lines[2], r"^epoch 3/8 loss \d\.\d{4} accuracy \d\.\d{3} lr 0\.1 elapsed \d+\.\ds$")
        accuracy = [float(re.search(r"accuracy (\S+)", line).group(1)) for line in lines]
        self.assertGreater(accuracy[-1], 0.85)
        self.assertGreater(accuracy[-1], accuracy[0])

    def test_a_resumed_run_equals_an_uninterrupted_one_bit_for_bit(self):
        whole, parts = self.folder / "whole", self.folder / "parts"
        _, whole_output, _ = run(whole, epochs=9)
        _, first, _ = run(parts, epochs=4)
        _, second, _ = run(parts, epochs=9)
        self.assertIn("resumed from checkpoint epoch=4", second)
        self.assertEqual({**losses(first), **losses(second)}, losses(whole_output))
        self.assertEqual(self.final_weights(parts), self.final_weights(whole))

    def test_sigterm_saves_and_the_next_run_equals_an_uninterrupted_one(self):
        whole, parts = self.folder / "whole", self.folder / "parts"
        run(whole, epochs=6)
        process = start(parts, epochs=6, seconds_per_epoch=30, checkpoint_every=100)
        self.assertTrue(process.stdout.readline().startswith("rank 0 of 1"))
        # The wait of the first epoch is long: once numpy is loaded the signal falls into it.
        process.send_signal(signal.SIGTERM)
        output, _ = process.communicate(timeout=TIMEOUT_SECONDS)
        self.assertEqual(process.returncode, 143)
        self.assertIn("checkpoint saved epoch=", output)
        self.assertIn("stopped with exit code 143", output)
        code, output, _ = run(parts, epochs=6)
        self.assertEqual(code, 0)
        self.assertEqual(self.final_weights(parts), self.final_weights(whole))

    def test_a_finished_run_has_nothing_left_to_do(self):
        run(self.folder, epochs=2)
        code, output, _ = run(self.folder, epochs=2)
        self.assertEqual(code, 0)
        self.assertEqual(losses(output), {})

    def test_fails_at_the_epoch_asked_for_and_keeps_what_was_saved(self):
        code, output, errors = run(self.folder, epochs=5, fail_at_epoch=3)
        self.assertEqual(code, 1)
        self.assertIn("RuntimeError: asked to fail at epoch 3", errors)
        self.assertEqual(sorted(losses(output)), ["1", "2"])
        self.assertEqual(len(list((self.folder / "rank-0").iterdir())), 2)

    def test_keeps_the_last_three_checkpoints_and_no_half_written_ones(self):
        rank = self.folder / "rank-0"
        rank.mkdir()
        (rank / f".epoch-000001.npz.{os.uname().nodename}.tmp").write_bytes(b"half")
        run(self.folder, epochs=6)
        names = sorted(path.name for path in rank.iterdir())
        self.assertEqual(names, [f"epoch-{epoch:06d}.npz" for epoch in (4, 5, 6)])

    def test_ranks_train_on_shards_of_their_own(self):
        _, first, _ = run(self.folder, epochs=1, world_size=2, rank=0)
        _, second, _ = run(self.folder, epochs=1, world_size=2, vc_task_index=1)
        self.assertIn("rank 1 of 2", second)
        self.assertNotEqual(losses(first), losses(second))
        self.assertTrue((self.folder / "rank-1" / "epoch-000001.npz").exists())

    def test_refuses_no_epochs(self):
        code, _, errors = run(self.folder, epochs=0)
        self.assertNotEqual(code, 0)
        self.assertIn("0 is less than 1", errors)


if __name__ == "__main__":
    unittest.main()
