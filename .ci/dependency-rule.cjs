/**
 * The direction of the house: apps → capabilities → recording, http → event-log → kernel. Domain code is pure; the
 * recording side of a room never sees a reporting side. test/setup/dependency-rule.spec.ts shows each rule at work.
 */
const MECHANICS = 'kernel|event-log|recording|http'
/** Beside a spec stand its own supports: they may use what production code may not. */
const TESTS = '(\\.spec|\\.spec-support)\\.ts$'
/** Plain calculation, no framework, no I/O: what the kernel and domain files may take from npm. */
const PLAIN_PACKAGES = 'node_modules/(decimal\\.js|uuid)/'

const rule = (name, comment, from, to) => ({ name, severity: 'error', comment, from, to })
const code = (path) => ({ path, pathNot: TESTS })

module.exports = {
  forbidden: [
    rule(
      'kernel-stands-alone',
      'The kernel imports no room.',
      { path: '^libs/kernel/' },
      { path: '^(libs/(?!kernel/)|apps/|test/)' },
    ),
    rule('kernel-without-framework', 'The kernel is plain TypeScript.', code('^libs/kernel/'), {
      dependencyTypesNot: ['local', 'aliased'],
      pathNot: PLAIN_PACKAGES,
    }),
    rule(
      'event-log-below-the-rooms',
      'The log knows only the kernel.',
      { path: '^libs/event-log/' },
      { path: '^(libs/(?!event-log/|kernel/)|apps/|test/)' },
    ),
    rule(
      'mechanics-below-the-rooms',
      'Shared mechanics know the log and the kernel, no capability and not each other.',
      {
        path: '^libs/(recording|http)/',
      },
      { path: '^(libs/(?!$1/|event-log/|kernel/)|apps/|test/)' },
    ),
    rule(
      'rooms-below-the-apps',
      'A room can be taken into any app, so it knows none.',
      { path: `^libs/(?!(${MECHANICS})/)` },
      { path: '^(apps|test)/' },
    ),
    rule(
      'through-the-front-door',
      'Rooms and apps see of another room what its index files show.',
      code('^(libs|apps)/([^/]+)/'),
      {
        path: '^libs/[^/]+/src/',
        pathNot: ['^$1/$2/', '^libs/[^/]+/src/index\\.ts$', '^libs/[^/]+/src/[^/]+/index\\.ts$'],
      },
    ),
    rule(
      'domain-is-pure',
      'Domain files import the kernel and domain code, nothing else.',
      code('^libs/[^/]+/src/domain/'),
      {
        pathNot: ['^libs/kernel/', '^libs/[^/]+/src/domain/', '^libs/[^/]+/src/index\\.ts$', PLAIN_PACKAGES],
      },
    ),
    rule('domain-stays-pure-all-the-way', 'Nor does anything that they import.', code('^libs/[^/]+/src/domain/'), {
      path: [
        '^libs/(event-log|recording|http)/',
        'node_modules/@nestjs/',
        '^(node:)?(fs|net|http|child_process|worker_threads)(/|$)',
      ],
      reachable: true,
    }),
    rule(
      'recording-never-reporting',
      'The recording side runs without any reporting side.',
      code('^libs/[^/]+/src/recording/'),
      {
        path: '^libs/([^/]+/src/reporting/|figures/src/(?!index\\.ts$|catalogue/))',
        reachable: true,
      },
    ),
    rule('no-cycles', 'Two files that need each other are one file, or lack a third.', {}, { circular: true }),
    rule(
      'tests-stay-outside',
      'What runs in production imports no test and no development package.',
      {
        path: '^(libs|apps)/',
        pathNot: [TESTS, '^apps/cli/setup/'],
      },
      { path: [TESTS, '^test/', 'node_modules/(jest|fast-check|supertest|autocannon|@nestjs/testing)/'] },
    ),
    rule(
      'everything-resolves',
      'An import that resolves to nothing escapes every other rule.',
      {},
      { couldNotResolve: true },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|coverage|apps/web)/' },
    tsConfig: { fileName: 'tsconfig.json' },
    // Types too: a type taken from the wrong side ties the sides together as surely as a value.
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.mjs', '.cjs', '.js', '.json'],
      exportsFields: ['exports'],
      conditionNames: ['require', 'node', 'default', 'types'],
    },
  },
}
