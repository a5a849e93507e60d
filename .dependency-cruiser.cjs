/** Which room may import from which. The reasons are part of the rules; ARCHITECTURE.md has the map. */

/** A rule: files under `from` may import from our own tree only what `allowed` matches. */
const room = (name, from, allowed, comment, fromNot) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from, ...(fromNot ? { pathNot: fromNot } : {}) },
  to: { path: '^(src|test|bench|training|demo|scripts|models)/', pathNot: allowed },
});

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    {
      name: 'no-cycle',
      comment: 'Two files that need each other are one file, or lack a third.',
      severity: 'error',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-unresolvable',
      comment: 'An import that leads nowhere fails at the user, not here.',
      severity: 'error',
      from: { path: '^(src|test|bench|demo|scripts)/' },
      to: { couldNotResolve: true },
    },
    {
      name: 'src-is-what-ships',
      comment: 'Tests, benches and training look at the product; the product never at them.',
      severity: 'error',
      from: { path: '^src/' },
      to: { path: '^(test|bench|training|demo|scripts)/' },
    },
    room(
      'demo-stands-alone',
      '^demo/',
      ['^demo/'],
      'The sample site is any site: what it knew of the extension, no other site would know.',
    ),
    room(
      'targets-stand-alone',
      '^test/targets/pages/',
      ['^test/targets/pages/'],
      'A target is any site: what it knew of the extension or of its tests, no other site would know.',
    ),
    room(
      'engine-is-pure',
      '^src/engine/',
      ['^src/engine/'],
      'The engine runs alike in Node, in a worker and in a page, so it knows none of our other rooms.',
    ),
    {
      name: 'engine-packages',
      comment: 'Tensors are all the engine needs; a codec or a backend is the host’s affair.',
      severity: 'error',
      from: { path: '^src/engine/' },
      to: {
        dependencyTypes: ['npm', 'npm-dev', 'npm-no-pkg', 'npm-unknown', 'core'],
        pathNot: '@tensorflow/tfjs-(core|converter)',
      },
    },
    room(
      'shared-is-ground-floor',
      '^src/shared/',
      ['^src/shared/'],
      'Every room stands on shared; what it imported, every room would import.',
    ),
    room(
      'content-imports-shared',
      '^src/content/',
      ['^src/content/', '^src/shared/'],
      'The content script runs in every page of a protected site: it stays small and holds no engine.',
    ),
    {
      name: 'page-world-imports-nothing',
      comment:
        'It runs among the page’s own scripts: every line of it is in one folder, to be read at once.',
      severity: 'error',
      from: { path: '^src/content/page-world/' },
      to: { pathNot: '^src/content/page-world/' },
    },
    room(
      'page-world-is-not-imported',
      '^src/(?!content/page-world/)',
      ['^src/(?!content/page-world/)'],
      'The page-world part is its own bundle; what imports it would run it in the wrong world.',
    ),
    room(
      'background-imports-shared',
      '^src/background/',
      ['^src/background/', '^src/shared/'],
      'The service worker is started and stopped all day: the engine would make every start slow.',
      '^src/background/firefox-host',
    ),
    room(
      'firefox-host-imports-offscreen',
      '^src/background/firefox-host',
      ['^src/background/', '^src/shared/', '^src/offscreen/'],
      'Firefox has no offscreen document, so its background hosts what src/offscreen exports. The one exception.',
    ),
    room(
      'offscreen-imports-engine-and-shared',
      '^src/offscreen/',
      ['^src/offscreen/', '^src/shared/', '^src/engine/'],
      'The engine host knows the engine and the contract, not who asks.',
    ),
    room(
      'ui-imports-shared',
      '^src/ui/',
      ['^src/ui/', '^src/shared/'],
      'A view asks for work by message, like every other room.',
    ),
    {
      name: 'tensors-in-the-engine-host',
      comment: 'Tensor code in a page or in the service worker is megabytes in the wrong place.',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/(engine|offscreen)/' },
      to: { path: '@tensorflow/' },
    },
    {
      name: 'polyfill-behind-one-file',
      comment: 'Leaving the polyfill has to stay one line (docs/decisions/0002).',
      severity: 'error',
      from: { path: '^src/', pathNot: '^src/shared/browser\\.ts$' },
      to: { path: 'webextension-polyfill' },
    },
    {
      name: 'no-node-in-src',
      comment: 'There is no Node in a browser.',
      severity: 'error',
      from: { path: '^src/' },
      to: { dependencyTypes: ['core'] },
    },
    {
      name: 'judge-only-measures',
      comment:
        'The judge shows what protection is worth to a recogniser it has never met: as soon as anything else knew it, it would be one more surrogate.',
      severity: 'error',
      from: { pathNot: '^bench/transfer(/judge)?\\.ts$' },
      to: { path: 'onnxruntime|^bench/transfer/judge\\.ts$' },
    },
    {
      name: 'settings-never-see-the-judge',
      comment:
        'Settings are chosen by leave-one-out among the surrogates: what the choice is made with leads nowhere near the judge.',
      severity: 'error',
      from: { path: '^bench/transfer-levers\\.ts$' },
      to: { path: 'onnxruntime|^bench/transfer/judge\\.ts$', reachable: true },
    },
    {
      name: 'no-dev-package-in-src',
      comment: 'What ships is listed under dependencies, where its licence is checked.',
      severity: 'error',
      from: { path: '^src/' },
      to: {
        dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'],
        dependencyTypesNot: ['type-only'],
      },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|out)/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    combinedDependencies: false,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'browser', 'node', 'default', 'types'],
      mainFields: ['module', 'main', 'types'],
    },
  },
};
