/**
 * Every target of the matrix, and every way in that it has: one list for the tests and the bench.
 * After the test matrix of the design: 19 targets of packages and rebuilt pages.
 */
export const GESTURES = {
  choose: 'choose a file',
  drop: 'drop a file',
  folder: 'drop a folder',
  paste: 'paste an image',
  html: 'paste HTML with an image',
  handle: 'file handle',
  read: 'clipboard.read()',
  submit: 'form',
} as const;
export type Gesture = keyof typeof GESTURES;

/**
 * `blocked`: the site gets nothing and the person is told. docs/limits.md has the reason for each.
 */
export type Expected = 'pass' | 'blocked';

export interface Target {
  /** Name of the page in pages/ and, for a package, of the package. */
  readonly page: string;
  readonly title: string;
  /** What opens the chooser; `#open` unless said. */
  readonly open?: string;
  /** What is dropped on; `#drop` unless said. */
  readonly drop?: string;
  /** What is pressed before pasting; `#paste` unless said. */
  readonly paste?: string;
  /** What must be there before a person can do anything; the page's body unless said. */
  readonly ready?: string;
  readonly gestures: Readonly<Partial<Record<Gesture, Expected>>>;
}

/** Packages of npm, as published. */
export const PACKAGES: readonly Target[] = [
  {
    page: 'dropzone',
    title: 'dropzone 6.3.5',
    gestures: { choose: 'pass', drop: 'pass', folder: 'pass' },
  },
  {
    page: 'filepond',
    title: 'filepond 4.32.12',
    open: '.filepond--label-action',
    drop: '.filepond--root',
    paste: 'body',
    ready: 'body[data-ready]',
    gestures: { choose: 'pass', drop: 'pass', folder: 'pass', paste: 'pass' },
  },
  {
    page: 'react-dropzone',
    title: 'react-dropzone 20.1.4',
    ready: '#drop',
    gestures: { choose: 'pass', drop: 'pass', folder: 'pass' },
  },
  {
    page: 'react-dropzone-14',
    title: 'react-dropzone 14.3.5',
    ready: '#drop',
    gestures: { choose: 'pass', drop: 'pass', folder: 'pass' },
  },
  {
    page: 'react-dropzone-handles',
    title: 'react-dropzone 20.1.4, useFsAccessApi',
    ready: '#drop',
    gestures: { drop: 'pass', handle: 'pass' },
  },
  {
    page: 'uppy-dashboard',
    title: '@uppy/dashboard 6.0.3',
    open: '.uppy-Dashboard-browse',
    drop: '.uppy-Dashboard-AddFiles',
    paste: '.uppy-Dashboard-AddFiles-title',
    ready: '.uppy-Dashboard-browse',
    gestures: { choose: 'pass', drop: 'pass', folder: 'pass', paste: 'pass' },
  },
  {
    page: 'uppy-drop-target',
    title: '@uppy/drop-target 5.0.0',
    gestures: { drop: 'pass', folder: 'pass' },
  },
  {
    page: 'blueimp',
    title: 'blueimp-file-upload 10.32.0',
    paste: 'body',
    gestures: { choose: 'pass', drop: 'pass', folder: 'pass', paste: 'pass' },
  },
  {
    page: 'flow',
    title: '@flowjs/flow.js 2.14.1',
    gestures: { choose: 'pass', drop: 'pass', folder: 'pass' },
  },
  {
    page: 'browser-fs-access',
    title: 'browser-fs-access 0.38.0',
    gestures: { handle: 'pass' },
  },
  {
    page: 'browser-fs-access-input',
    title: 'browser-fs-access 0.38.0, without pickers',
    gestures: { choose: 'pass' },
  },
  {
    page: 'quill',
    title: 'quill 2.0.3',
    open: '.ql-image',
    drop: '.ql-editor',
    paste: '.ql-editor',
    ready: '.ql-editor',
    gestures: { choose: 'pass', drop: 'pass', paste: 'pass', html: 'pass' },
  },
  {
    page: 'tinymce',
    title: 'tinymce 8.9.2',
    open: '.tox-tbtn',
    drop: 'iframe',
    paste: 'iframe',
    ready: 'body[data-ready]',
    gestures: { choose: 'pass', drop: 'pass', paste: 'pass', html: 'pass' },
  },
];

/** What sites do that no package does, rebuilt from their sources or by hand. */
export const REBUILT: readonly Target[] = [
  {
    page: 'expo-image-picker',
    title: 'expo-image-picker 57.0.20 (web)',
    gestures: { choose: 'pass' },
  },
  { page: 'misskey', title: 'Misskey', gestures: { choose: 'pass' } },
  { page: 'telegram', title: 'Telegram Web A', gestures: { choose: 'pass', paste: 'pass' } },
  {
    page: 'mattermost',
    title: 'Mattermost',
    gestures: { choose: 'pass', drop: 'pass', paste: 'pass' },
  },
  { page: 'rocket-chat', title: 'Rocket.Chat', gestures: { drop: 'pass' } },
  {
    page: 'bluesky',
    title: 'Bluesky',
    drop: 'body',
    gestures: { choose: 'pass', drop: 'pass', paste: 'pass' },
  },
  { page: 'closed-shadow', title: 'closed shadow root', gestures: { choose: 'pass' } },
  { page: 'open-shadow', title: 'open shadow root (Vaadin)', gestures: { choose: 'pass' } },
  { page: 'label', title: 'label.click()', gestures: { choose: 'pass' } },
  { page: 'show-picker', title: 'showPicker()', gestures: { choose: 'pass' } },
  { page: 'capture-first', title: 'first capture listener', gestures: { choose: 'pass' } },
  { page: 'sync-reader', title: 'synchronous reader', gestures: { choose: 'pass' } },
  {
    page: 'document-write',
    title: 'document.write',
    ready: 'body[data-ready]',
    gestures: { choose: 'pass', drop: 'pass' },
  },
  { page: 'blank-frame', title: 'about:blank frame', gestures: { choose: 'pass' } },
  {
    page: 'blank-frame-getter',
    title: 'getter from an about:blank frame',
    gestures: { choose: 'pass' },
  },
  { page: 'input-drop', title: 'drop on an input', gestures: { drop: 'pass' } },
  { page: 'form', title: 'form with a button', gestures: { submit: 'pass' } },
  { page: 'form-submit', title: 'form.submit()', gestures: { choose: 'pass' } },
  { page: 'form-value', title: 'ElementInternals', gestures: { choose: 'pass' } },
  { page: 'clipboard-read', title: 'clipboard.read()', gestures: { read: 'pass' } },
  { page: 'dropped-handle', title: 'getAsFileSystemHandle()', gestures: { drop: 'pass' } },
  { page: 'open-picker', title: 'showOpenFilePicker()', gestures: { handle: 'pass' } },
  { page: 'stored-handle', title: 'stored handle', gestures: { handle: 'pass' } },
  { page: 'worker-upload', title: 'upload in a worker', gestures: { choose: 'pass' } },
  { page: 'worker-handle', title: 'handle in a worker', gestures: { handle: 'blocked' } },
  { page: 'rich-editor', title: 'bare contenteditable', gestures: { paste: 'pass', html: 'pass' } },
];

export const TARGETS: readonly Target[] = [...PACKAGES, ...REBUILT];

/** One target and one gesture. */
export interface Cell {
  readonly target: Target;
  readonly gesture: Gesture;
  readonly expected: Expected;
}

export function cellsOf(targets: readonly Target[]): Cell[] {
  return targets.flatMap((target) =>
    (Object.entries(target.gestures) as [Gesture, Expected][]).map(([gesture, expected]) => ({
      target,
      gesture,
      expected,
    })),
  );
}
