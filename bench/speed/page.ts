import { describeRun } from '../support/machine';
import { table } from '../support/table';
import type { CommandRow, SpeedResults, SpeedRow, Taken } from './row';

const HEAD = [
  'photo',
  'level',
  'workers',
  'kernels',
  '',
  'outcome',
  'runs',
  'total',
  'least to most',
  'decode / detect / optimise / encode / verify',
  'gradients',
  'times PyTorch',
  'peak, GB',
];

/** The page of results; `command` made its last rows, `about` says what the plot shows. */
export function pageOf(results: SpeedResults, command: string, about: string): string {
  const steps = [...new Set([...results.rows, ...results.commands].map(({ step }) => step))];
  const lines = [
    '# How long a photo takes',
    '',
    ...describeRun(command),
    '',
    'The built extension in a headless browser, from the chosen file to the delivered one, as an extension page sees it. Seconds, the median of the runs, each stage by itself; in the total is what no stage covers, as the loading of the networks. Cold: the first photo after the start of the browser; warm: the next one, the same photo with another seed. Workers: threads that compute, as the engine starts them where it sees so many cores. Kernels: plain as in a browser that a person starts, doubled as in one that our scripts start.',
    'Gradients: input gradients of a single recogniser that the attack took. Times PyTorch: the total over the time of as many gradients of the same networks in PyTorch with two threads, timed right after each photo. Peak: resident memory of the extension process, 1e9 bytes.',
    'Photos are made of the samples of @vladmandic/face-api, enlarged with grain.',
    '',
    ...(about === ''
      ? []
      : [
          '![Seconds over megapixels and over faces](speed.png)',
          '',
          `Seconds (up) over megapixels, photos with one face, and over faces (right). ${about}.`,
          '',
        ]),
    ...steps.flatMap((step) => stepSection(step, results)),
  ];
  return `${lines.join('\n').trimEnd()}\n`;
}

function stepSection(step: string, { rows, commands }: SpeedResults): string[] {
  const ours = rows.filter((row) => row.step === step);
  const ourCommands = commands.filter((row) => row.step === step);
  return [
    `## ${step}`,
    '',
    ...takenLines([...ours, ...ourCommands]),
    ...(ours.length === 0 ? [] : table(HEAD, ours.map(cellsOf))),
    ...(ourCommands.length === 0
      ? []
      : [
          'Whole commands after the build, from their start to their end, with doubled kernels:',
          '',
          ...table(['command', 'runs', 'seconds', 'least to most'], ourCommands.map(commandCells)),
        ]),
  ];
}

/** Rows of one step may have been taken on several days. */
function takenLines(rows: readonly Taken[]): string[] {
  const each = rows.map(({ date, commit, machine }) => `- ${date}, ${commit}, ${machine}`);
  return [...new Set(each), ''];
}

function cellsOf(row: SpeedRow): string[] {
  const { faces, megapixels, facePixels, seconds, least, most, peakBytes } = row;
  const { decode, detect, optimise, encode, verify } = seconds;
  const stages = [decode, detect, optimise, encode, verify].map(shown);
  const size = `${String(faces)} of ${String(facePixels)} px in ${megapixels.toFixed(1)} MP`;
  return [
    `${row.case}: ${size}`,
    row.level,
    String(row.workers),
    row.kernels,
    row.warm ? 'warm' : 'cold',
    `${row.outcomes.join(', ')} on ${row.backend}`,
    String(row.runs),
    shown(seconds.total),
    `${shown(least.total)} to ${shown(most.total)}`,
    stages.join(' / '),
    String(row.gradients),
    row.ratioToPyTorch?.toFixed(2) ?? 'not measured',
    (peakBytes / 1e9).toFixed(2),
  ];
}

function commandCells({ command, runs, seconds, least, most }: CommandRow): string[] {
  return [`\`${command}\``, String(runs), shown(seconds), `${shown(least)} to ${shown(most)}`];
}

function shown(seconds: number): string {
  return seconds.toFixed(1);
}
