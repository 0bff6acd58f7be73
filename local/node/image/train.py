"""Demo training: a small neural network on made-up data, with checkpoints.

Every rank trains on its own shard and keeps its own checkpoints in
CHECKPOINT_DIR/rank-<n>; ranks do not talk to each other. A run that was
interrupted and resumed gives the same numbers, bit for bit, as one that was not.

Exit codes: 0 all epochs done, 1 failed, 143 stopped by SIGTERM after a checkpoint.
"""

import argparse
import ast
import os
import signal
import sys
import threading
import time
from pathlib import Path

stop_requested = threading.Event()

SAMPLES = 2048
FEATURES = 20
HIDDEN = 32
BATCH = 128
KEPT_CHECKPOINTS = 3
MEBIBYTE = 1024 * 1024
ALLOCATION_STEP_MB = 32
EXIT_TERMINATED = 128 + signal.SIGTERM


def parse_arguments(argv, environment):
    """Reads flags; what is not given comes from the environment variable of the same name."""

    def setting(name, kind, default, text):
        variable = name.upper()
        parser.add_argument(
            "--" + name.replace("_", "-"),
            type=kind,
            default=environment.get(variable) or default,
            help=f"{text} (or {variable})",
        )

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    setting("epochs", positive, 20, "epochs to train")
    setting("seconds_per_epoch", float, 1.0, "shortest time an epoch takes")
    setting("learning_rate", float, 0.1, "step size of gradient descent")
    setting("seed", int, 1, "of data, weights and order")
    setting("checkpoint_dir", str, "", "folder for checkpoints; none are kept without it")
    setting("checkpoint_every", positive, 1, "epochs between checkpoints")
    setting("fail_at_epoch", int, 0, "fail in this epoch; 0 is never")
    setting("allocate_mb", int, 0, "MiB of memory to fill before training")
    setting("rank", int, int(environment.get("VC_TASK_INDEX") or 0), "number of this worker")
    setting("world_size", positive, 1, "number of workers")
    return parser.parse_args(argv)


def positive(text):
    value = int(text)
    if value < 1:
        raise argparse.ArgumentTypeError(f"{value} is less than 1")
    return value


def make_data(np, seed, rank):
    """Two classes split by a curved border, with noise; each rank has other samples of the same border."""
    border = np.random.default_rng(seed).normal(size=FEATURES)
    random = np.random.default_rng([seed, rank])
    inputs = random.normal(size=(SAMPLES, FEATURES))
    score = inputs @ border + 0.5 * (inputs[:, 0] ** 2 - 1) + random.normal(scale=0.5, size=SAMPLES)
    return inputs, (score > 0).astype(float)


class Training:
    """Weights, the random generator that orders the batches, and the number of epochs done."""

    def __init__(self, np, seed, rank):
        self.np = np
        self.inputs, self.labels = make_data(np, seed, rank)
        self.random = np.random.default_rng([seed, rank, 1])
        start = np.random.default_rng([seed, 2])
        self.weights = {
            "hidden": start.normal(scale=FEATURES**-0.5, size=(FEATURES, HIDDEN)),
            "hidden_bias": np.zeros(HIDDEN),
            "output": start.normal(scale=HIDDEN**-0.5, size=HIDDEN),
            "output_bias": np.zeros(()),
        }
        self.epoch = 0

    def run_epoch(self, learning_rate):
        """One pass over the data in a new random order; returns (mean loss, accuracy)."""
        order = self.random.permutation(SAMPLES)
        loss = correct = 0.0
        for start in range(0, SAMPLES, BATCH):
            batch = order[start : start + BATCH]
            batch_loss, batch_correct = self.step(self.inputs[batch], self.labels[batch], learning_rate)
            loss += batch_loss
            correct += batch_correct
        self.epoch += 1
        return loss / SAMPLES, correct / SAMPLES

    def step(self, inputs, labels, learning_rate):
        np, weights = self.np, self.weights
        hidden = np.tanh(inputs @ weights["hidden"] + weights["hidden_bias"])
        logits = hidden @ weights["output"] + weights["output_bias"]
        error = (1 / (1 + np.exp(-logits)) - labels) / len(labels)
        hidden_error = np.outer(error, weights["output"]) * (1 - hidden**2)
        gradients = {
            "hidden": inputs.T @ hidden_error,
            "hidden_bias": hidden_error.sum(axis=0),
            "output": hidden.T @ error,
            "output_bias": error.sum(),
        }
        for name, gradient in gradients.items():
            weights[name] = weights[name] - learning_rate * gradient
        # log(1 + e^z) - yz is the cross entropy without overflow for large z.
        loss = (np.logaddexp(0, logits) - labels * logits).sum()
        return float(loss), float(((logits > 0) == (labels > 0.5)).sum())

    def save(self, folder):
        """Writes the checkpoint of this epoch whole or not at all, and removes old ones."""
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"epoch-{self.epoch:06d}.npz"
        temporary = folder / f".{path.name}.{os.uname().nodename}.tmp"
        with open(temporary, "wb") as file:
            self.np.savez(file, random=repr(self.random.bit_generator.state), epoch=self.epoch, **self.weights)
            file.flush()
            os.fsync(file.fileno())
        os.replace(temporary, path)
        print(f"checkpoint saved epoch={self.epoch} path={path} bytes={path.stat().st_size}")
        for old in checkpoints(folder)[:-KEPT_CHECKPOINTS]:
            old.unlink(missing_ok=True)

    def resume(self, folder):
        """Continues from the newest checkpoint in the folder, if there is one."""
        # Only this pod's: another one that was given the same rank may be writing.
        for leftover in folder.glob(f".*.{os.uname().nodename}.tmp"):
            leftover.unlink()
        found = checkpoints(folder)
        if not found:
            return
        with self.np.load(found[-1], allow_pickle=False) as saved:
            self.epoch = int(saved["epoch"])
            self.random.bit_generator.state = ast.literal_eval(str(saved["random"]))
            self.weights = {name: saved[name] for name in self.weights}
        print(f"resumed from checkpoint epoch={self.epoch} path={found[-1]}")


def checkpoints(folder):
    """Checkpoints in a folder, oldest first."""
    return sorted(folder.glob("epoch-*.npz"))


def allocate(megabytes):
    """Fills memory in steps, so that a limit is hit by using it, not by asking for it."""
    held = []
    for total in range(0, megabytes, ALLOCATION_STEP_MB):
        size = min(ALLOCATION_STEP_MB, megabytes - total)
        held.append(bytearray(b"x") * (size * MEBIBYTE))
        print(f"allocated {total + size} MiB")
    return held


def main(argv):
    # As process 1 of a container only signals with a handler arrive, so this comes before all else.
    signal.signal(signal.SIGTERM, lambda *_: stop_requested.set())
    sys.stdout.reconfigure(line_buffering=True)
    options = parse_arguments(argv, os.environ)
    print(f"rank {options.rank} of {options.world_size} epochs {options.epochs} seed {options.seed}")

    import numpy as np

    folder = Path(options.checkpoint_dir) / f"rank-{options.rank}" if options.checkpoint_dir else None
    training = Training(np, options.seed, options.rank)
    if folder:
        training.resume(folder)
    held = allocate(options.allocate_mb)
    code = train(training, options, folder)
    del held
    return code


def train(training, options, folder):
    started = time.monotonic()
    while training.epoch < options.epochs:
        if stop_requested.is_set():
            return stop(training, folder, already_saved=False)
        if training.epoch + 1 == options.fail_at_epoch:
            raise RuntimeError(f"asked to fail at epoch {options.fail_at_epoch}")
        epoch_started = time.monotonic()
        loss, accuracy = training.run_epoch(options.learning_rate)
        stop_requested.wait(max(0.0, options.seconds_per_epoch - (time.monotonic() - epoch_started)))
        print(
            f"epoch {training.epoch}/{options.epochs} loss {loss:.4f} accuracy {accuracy:.3f} "
            f"lr {options.learning_rate:g} elapsed {time.monotonic() - started:.1f}s"
        )
        due = training.epoch % options.checkpoint_every == 0 or training.epoch == options.epochs
        if folder and due:
            training.save(folder)
        if stop_requested.is_set() and training.epoch < options.epochs:
            return stop(training, folder, already_saved=due)
    print(f"training finished epoch={training.epoch}")
    return 0


def stop(training, folder, already_saved):
    print(f"SIGTERM received after epoch {training.epoch}")
    if folder and not already_saved:
        training.save(folder)
    print(f"stopped with exit code {EXIT_TERMINATED}")
    return EXIT_TERMINATED


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
