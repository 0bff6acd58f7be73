const steps = 60;
const stepSeconds = 2;
const stepsPerEpoch = 20;

/**
 * What every simulated container has written, in the format of container
 * runtimes (`<time> stdout F <text>`): a training run whose loss falls.
 * @param end the time of the last line
 */
export function trainingLog(end: Date): string {
  const begin = end.getTime() - (steps + 2) * stepSeconds * 1000;
  const texts = [
    'INFO  torch.distributed: init_process_group backend=nccl',
    'INFO  data: 1281167 samples, batch 256 per GPU',
    ...Array.from({ length: steps }, (_, index) => stepLine(index + 1)),
    'INFO  checkpoint: saved',
  ];
  return texts.map((text, index) => `${nanoTime(begin + index * stepSeconds * 1000)} stdout F ${text}\n`).join('');
}

function stepLine(step: number): string {
  const epoch = Math.ceil(step / stepsPerEpoch);
  const loss = 0.35 + 2.2 * Math.exp(-step / 18) + 0.04 * Math.sin(step * 1.7);
  const samplesPerSecond = 2710 + Math.round(60 * Math.sin(step));
  return `INFO  train: epoch=${epoch} step=${step} loss=${loss.toFixed(4)} samples/s=${samplesPerSecond}`;
}

/** RFC 3339 with nanoseconds, as container runtimes write it. */
function nanoTime(epochMs: number): string {
  return new Date(epochMs).toISOString().replace('Z', '000000Z');
}
