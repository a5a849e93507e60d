import tseslint from 'typescript-eslint';

const noDefaultExport = {
  selector: 'ExportDefaultDeclaration',
  message: 'Use a named export: it can be found by searching for its name.',
};
const noHtmlStrings = {
  selector: 'AssignmentExpression > MemberExpression.left[property.name=/^(inner|outer)HTML$/]',
  message: 'Build elements; never parse a string as HTML.',
};

export default tseslint.config(
  { ignores: ['dist/', 'out/', 'node_modules/', 'models/', 'test/fixtures/'] },
  {
    // A rule that can be switched off in a comment is a wish.
    linterOptions: { noInlineConfig: true },
  },
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.strictTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/no-unnecessary-condition': [
        'error',
        { allowConstantLoopConditions: 'only-allowed-literals' },
      ],
      eqeqeq: 'error',
      'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx'] }],
      'no-restricted-syntax': ['error', noDefaultExport, noHtmlStrings],
      'max-lines': ['warn', { max: 300 }],
    },
  },
  {
    // Entry files only wire.
    files: ['src/**/index.ts'],
    rules: { 'max-lines': ['error', { max: 80 }] },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/shared/browser.ts'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        {
          paths: [
            {
              name: 'webextension-polyfill',
              message: 'Import from src/shared/browser: leaving the polyfill has to stay one line.',
            },
          ],
        },
      ],
    },
  },
  {
    // No photo leaves the machine: these exist only to talk to one.
    files: ['src/**/*.ts'],
    ignores: ['src/content/page-world/**'],
    rules: {
      'no-restricted-globals': [
        'error',
        ...['XMLHttpRequest', 'WebSocket', 'EventSource'].map((name) => ({
          name,
          message: 'The extension makes no network request.',
        })),
      ],
    },
  },
  {
    // Same seed, same photo, same result: no clock and no global randomness in the engine.
    files: ['src/engine/**/*.ts'],
    rules: {
      'no-restricted-globals': ['error', 'Date', 'performance', 'crypto', 'fetch', 'setTimeout'],
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: 'Use the seeded generator of the job.' },
        { object: 'tf', property: 'randomNormal', message: 'Use the seeded generator of the job.' },
        {
          object: 'tf',
          property: 'randomUniform',
          message: 'Use the seeded generator of the job.',
        },
      ],
    },
  },
  {
    // Loops over typed arrays, where the index is in range by construction. Nowhere else: `!` hides bugs.
    files: [
      'src/engine/geometry/**/*.ts',
      'src/engine/jnd/**/*.ts',
      'src/engine/metrics/**/*.ts',
      'src/engine/attack/**/*.ts',
      'src/offscreen/codecs/**/*.ts',
      'test/**/*.ts',
      'bench/**/*.ts',
    ],
    rules: { '@typescript-eslint/no-non-null-assertion': 'off' },
  },
  {
    // A page-world part takes hold of the page's own methods before the page can change them.
    files: ['src/content/page-world/**/*.ts'],
    rules: { '@typescript-eslint/unbound-method': 'off' },
  },
  {
    // Old, and the only way to insert into a page's editor so that it hears of it and can undo it.
    files: ['src/content/gate/editable.ts'],
    rules: { '@typescript-eslint/no-deprecated': 'off' },
  },
  {
    // Tools that load a default export by contract.
    files: ['*.config.ts'],
    rules: { 'no-restricted-syntax': 'off' },
  },
);
